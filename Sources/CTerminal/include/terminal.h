// What the terminal needs from C: signals and the window's size.
#ifndef GRADUS_TERMINAL_H
#define GRADUS_TERMINAL_H
/// Columns of the terminal on standard output, or 0 when it is none.
int gradus_terminal_columns(void);
#endif
