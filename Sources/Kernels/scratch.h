#ifndef GRADUS_SCRATCH_H
#define GRADUS_SCRATCH_H
#include <stdlib.h>

/// A thread's own memory for one piece of work, kept for the next: fresh pages cost more than the work.
static void *scratch(size_t bytes) {
  static _Thread_local void *memory;
  static _Thread_local size_t size;
  if (bytes > size) {
    free(memory);
    memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    size = memory ? bytes : 0;
  }
  return memory;
}
#endif
