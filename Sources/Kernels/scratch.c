#include "scratch.h"
#include <pthread.h>
#include <stdlib.h>

typedef struct {
  void *memory[scratch_kinds];
  size_t size[scratch_kinds];
} scratch_t;

// A thread-local pointer is forgotten with its thread, and what it points to would be lost. A key's destructor
// runs at the thread's end.
static _Thread_local scratch_t scratch;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void forget(void *pointer) {
  scratch_t *old = pointer;
  for (int kind = 0; kind < scratch_kinds; kind++) {
    free(old->memory[kind]);
    old->memory[kind] = NULL;
    old->size[kind] = 0;
  }
}
static void make_key(void) { pthread_key_create(&key, forget); }

void *gradus_scratch(int kind, size_t bytes) {
  if (bytes > scratch.size[kind]) {
    free(scratch.memory[kind]);
    scratch.memory[kind] = aligned_alloc(64, (bytes + 63) / 64 * 64);
    scratch.size[kind] = scratch.memory[kind] ? bytes : 0;
    pthread_once(&once, make_key);
    pthread_setspecific(key, &scratch);
  }
  return scratch.memory[kind];
}
