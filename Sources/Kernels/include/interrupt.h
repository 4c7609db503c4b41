// The one way to say "interrupted": an atomic flag, safe to set from a signal handler,
// polled by loops and kernels.
#ifndef GRADUS_INTERRUPT_H
#define GRADUS_INTERRUPT_H
#include <stdbool.h>

extern bool gradus_interrupt_flag;

/// Asks whatever is running to stop. Async-signal-safe.
void gradus_interrupt_request(void);
/// Forgets an earlier request.
void gradus_interrupt_clear(void);
/// Whether a stop was asked for. Costs one relaxed load.
static inline bool gradus_interrupt_requested(void) {
  return __atomic_load_n(&gradus_interrupt_flag, __ATOMIC_RELAXED);
}
#endif
