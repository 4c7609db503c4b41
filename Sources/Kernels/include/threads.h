// One pool of threads for everything that the engine computes.
#ifndef GRADUS_THREADS_H
#define GRADUS_THREADS_H

/// Calls `body(begin, end, context)` for the pieces of 0..<n: each `grain` long but for the last, whatever the
/// number of threads, so that results which depend on the pieces don't depend on the threads. Returns when all
/// are done. Threads claim the next piece when they finish one. A call from inside a body, or while another
/// thread's call is running, computes its pieces in order on the calling thread.
void gradus_parallel(
  long n, long grain, void (*body)(long begin, long end, void *context), void *context);

/// How many threads compute: at first the processors that the process may use. At least 1, at most 64.
int gradus_threads(void);
void gradus_set_threads(int count);
#endif
