#include "scratch.h"
#include <pthread.h>
#include <stdlib.h>

static _Thread_local void *memory;
static _Thread_local size_t size;

// A thread-local pointer is forgotten with its thread, and what it points to would be lost. A key's destructor
// runs at the thread's end.
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_key(void) { pthread_key_create(&key, free); }

void *gradus_scratch(size_t bytes) {
  if (bytes > size) {
    free(memory);
    memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    size = memory ? bytes : 0;
    pthread_once(&once, make_key);
    pthread_setspecific(key, memory);
  }
  return memory;
}
