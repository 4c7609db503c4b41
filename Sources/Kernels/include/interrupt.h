// The one way to say "interrupted": an atomic flag, safe to set from a signal handler,
// polled by loops and kernels.
#ifndef GRADUS_INTERRUPT_H
#define GRADUS_INTERRUPT_H
#include <stdbool.h>

/// Asks whatever is running to stop. Async-signal-safe.
void gradus_interrupt_request(void);
/// Forgets an earlier request.
void gradus_interrupt_clear(void);
/// Whether a stop was asked for. Costs one relaxed load.
bool gradus_interrupt_requested(void);
#endif
