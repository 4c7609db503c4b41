// What the terminal needs from C: signals, and readline's hooks, whose types Swift can't express safely.
#ifndef GRADUS_TERMINAL_H
#define GRADUS_TERMINAL_H
#include <stdbool.h>
#include <stdio.h>

/// Columns of the terminal on standard output, or 0 when it is none.
int gradus_terminal_columns(void);

/// Lines of it, or 0.
int gradus_terminal_rows(void);

/// Names the characters that this terminal draws wide, beside those that every terminal does.
void gradus_set_wide_characters(bool (*is_wide)(unsigned character));

/// Columns of a character (a Unicode code point) as the system's library, and readline with it, counts them.
int gradus_character_columns(unsigned character);

/// Ctrl-C asks the running cell to stop (see interrupt.h); writing to a closed pipe, or beyond the largest size of
/// a file, fails with an error instead of ending the process.
void gradus_install_signals(void);

/// Whether Ctrl-C was pressed since the last call.
bool gradus_take_interrupt(void);

/// What the line that is being typed does about signals, called between two keys and never inside a handler.
struct gradus_line_hooks {
  /// Takes the line off the screen and puts the terminal back: the program stops (Ctrl-Z) or ends.
  void (*leave)(void);
  /// Takes the terminal again and draws the line.
  void (*come_back)(void);
  /// The terminal has another size.
  void (*resize)(void);
};

/// A line begins: until it ends, the signals that stop, end or resize wait for the next moment between two keys.
void gradus_begin_line(struct gradus_line_hooks hooks);
void gradus_end_line(void);

/// `getc` for readline: gives up the line on Ctrl-C, so that the prompt starts anew with nothing lost.
int gradus_getc(FILE *stream);

/// Whether the last line ended because of Ctrl-C.
bool gradus_line_was_interrupted(void);

/// While something is drawn again and again in its place, what is typed is not shown: it would move what is drawn.
/// It is read afterwards, as ever. Stopping or ending the program gives the terminal back as it was.
void gradus_begin_drawing(void);
void gradus_end_drawing(void);

/// Starts a program (`arguments` ends with a null pointer) in a pseudo-terminal of its own, 80 × 24.
/// Returns the descriptor to talk to it, or -1; `process` receives its number. For tests and benchmarks.
int gradus_start_in_terminal(const char *path, char *const arguments[], int *process);

/// Gives that terminal another size; what runs in it is told. For tests.
void gradus_resize_terminal(int terminal, int columns, int rows);
#endif
