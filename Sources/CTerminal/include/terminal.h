// What the terminal needs from C: signals, and readline's hooks, whose types Swift can't express safely.
#ifndef GRADUS_TERMINAL_H
#define GRADUS_TERMINAL_H
#include <stdbool.h>
#include <stdio.h>

/// Columns of the terminal on standard output, or 0 when it is none.
int gradus_terminal_columns(void);

/// Lines of it, or 0.
int gradus_terminal_rows(void);

/// Ctrl-C asks the running cell to stop (see interrupt.h); writing to a closed pipe fails with an error
/// instead of ending the process.
void gradus_install_signals(void);

/// Whether Ctrl-C was pressed since the last call.
bool gradus_take_interrupt(void);

/// `getc` for readline: gives up the line on Ctrl-C, so that the prompt starts anew with nothing lost.
int gradus_getc(FILE *stream);

/// Whether the last line ended because of Ctrl-C.
bool gradus_line_was_interrupted(void);

/// Starts a program (`arguments` ends with a null pointer) in a pseudo-terminal of its own, 80 × 24.
/// Returns the descriptor to talk to it, or -1; `process` receives its number. For tests and benchmarks.
int gradus_start_in_terminal(const char *path, char *const arguments[], int *process);
#endif
