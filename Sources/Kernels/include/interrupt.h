// The one way to say "stop": an atomic flag, safe to set from a signal handler, polled by loops and kernels.
#ifndef GRADUS_INTERRUPT_H
#define GRADUS_INTERRUPT_H
#include <stdbool.h>

/// Why whatever is running should stop.
enum { GRADUS_GO_ON = 0, GRADUS_ASKED = 1, GRADUS_MEMORY = 2 };

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
  return __atomic_load_n(&gradus_interrupt_flag, __ATOMIC_RELAXED) != GRADUS_GO_ON;
}
#endif
