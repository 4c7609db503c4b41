// The one way to say "stop": an atomic flag, safe to set from a signal handler, polled by loops and kernels.
#ifndef GRADUS_INTERRUPT_H
#define GRADUS_INTERRUPT_H
#include <stdbool.h>

/// Why whatever is running should stop; below zero it need not, and is only to say how far it is.
enum { GRADUS_LOOK = -1, GRADUS_GO_ON = 0, GRADUS_ASKED = 1, GRADUS_MEMORY = 2 };

extern int gradus_interrupt_flag;

/// Asks whatever is running to stop. Async-signal-safe.
void gradus_interrupt_request(void);
/// Stops whatever is running because the machine's memory is used up.
void gradus_interrupt_memory(void);
/// Forgets an earlier request.
void gradus_interrupt_clear(void);
/// Whether the request was made because of memory.
bool gradus_interrupt_is_memory(void);
/// Whether a stop was asked for. Costs one relaxed load.
static inline bool gradus_interrupt_requested(void) {
  return __atomic_load_n(&gradus_interrupt_flag, __ATOMIC_RELAXED) > GRADUS_GO_ON;
}

/// Asks the machine's loop to say how far it is; an interrupt that was asked for stays asked for.
void gradus_look_request(void);
/// Forgets that.
void gradus_look_clear(void);
/// Whether there is a stop or a look to answer. Costs one relaxed load.
static inline bool gradus_attention_requested(void) {
  return __atomic_load_n(&gradus_interrupt_flag, __ATOMIC_RELAXED) != GRADUS_GO_ON;
}
#endif
