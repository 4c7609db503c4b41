// Copies between two ways to lie in memory.
#ifndef GRADUS_COPY_H
#define GRADUS_COPY_H

/// Copies elements of 1, 2, 4 or 8 bytes; steps are in elements and may be 0 or negative in `from`. The two must not
/// overlap. Large copies are shared among the threads; rows that become columns are taken a square at a time.
void gradus_copy(
  int bytes, long rank, const long *sizes, const long *from_steps, const long *to_steps, const void *from, void *to);
#endif
