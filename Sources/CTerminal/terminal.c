#define _GNU_SOURCE
#include "include/terminal.h"
#include "interrupt.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

int gradus_terminal_columns(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

int gradus_terminal_rows(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_row;
}

static bool (*is_wide)(unsigned);

void gradus_set_wide_characters(bool (*wanted)(unsigned)) { is_wide = wanted; }

/// Stands before the library's own function of this name, which readline asks: only so can the cursor be right in
/// terminals that draw characters wide which the library takes for narrow.
int wcwidth(wchar_t character) {
  static int (*library)(wchar_t);
  if (library == NULL) library = (int (*)(wchar_t))dlsym(RTLD_NEXT, "wcwidth");
  int columns = library != NULL ? library(character) : 1;
  return columns == 1 && is_wide != NULL && is_wide((unsigned)character) ? 2 : columns;
}

int gradus_character_columns(unsigned character) {
  int columns = wcwidth((wchar_t)character);
  return columns > 0 ? columns : 0;
}

static atomic_bool pressed, suspended, continued, resized;
static atomic_int ending;
static bool line_interrupted;
static struct gradus_line_hooks hooks;
// A signal that arrives between looking at the flags and waiting for a key must still end the waiting, whichever
// thread it is given to: its handler writes a byte here.
static int wake[2] = {-1, -1};

static void wake_up(void) {
  int before = errno;
  if (wake[1] >= 0) {
    // A full pipe wakes as well.
    ssize_t count = write(wake[1], "", 1);
    (void)count;
  }
  errno = before;
}

static void on_interrupt(int number) {
  (void)number;
  atomic_store_explicit(&pressed, true, memory_order_relaxed);
  gradus_interrupt_request();
  wake_up();
}

static void on_line_signal(int number) {
  switch (number) {
  case SIGTSTP: atomic_store(&suspended, true); break;
  case SIGCONT: atomic_store(&continued, true); break;
  case SIGWINCH: atomic_store(&resized, true); break;
  default: atomic_store(&ending, number);
  }
  wake_up();
}

static void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(number, &action, NULL);
}

void gradus_install_signals(void) {
  // No SA_RESTART: a read that waits for a key must come back.
  handle(SIGINT, on_interrupt, 0);
  // Whoever started us may have blocked it.
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  sigprocmask(SIG_UNBLOCK, &interrupt, NULL);
  handle(SIGPIPE, SIG_IGN, 0);
  // A file that may not grow is an error of its write, like a full disk.
  handle(SIGXFSZ, SIG_IGN, 0);
}

bool gradus_take_interrupt(void) { return atomic_exchange(&pressed, false); }

bool gradus_line_was_interrupted(void) {
  bool was = line_interrupted;
  line_interrupted = false;
  return was;
}

static const int line_signals[] = {SIGTSTP, SIGCONT, SIGWINCH, SIGTERM, SIGQUIT};
static bool handles[sizeof line_signals / sizeof *line_signals];

void gradus_begin_line(struct gradus_line_hooks wanted) {
  hooks = wanted;
  if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) wake[0] = wake[1] = -1;
  atomic_store(&suspended, false);
  atomic_store(&continued, false);
  atomic_store(&resized, false);
  for (size_t i = 0; i < sizeof line_signals / sizeof *line_signals; i++) {
    // What whoever started us wants ignored stays ignored: a shell without job control has no way back.
    struct sigaction now;
    handles[i] = sigaction(line_signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN;
    if (handles[i]) handle(line_signals[i], on_line_signal, SA_RESTART);
  }
}

void gradus_end_line(void) {
  for (size_t i = 0; i < sizeof line_signals / sizeof *line_signals; i++)
    if (handles[i]) handle(line_signals[i], SIG_DFL, 0);
  // One that came after the last key.
  int number = atomic_exchange(&ending, 0);
  if (number != 0) raise(number);
  if (atomic_exchange(&suspended, false)) raise(SIGTSTP);
}

/// Puts the terminal back, and does what the signal does to a program that does not handle it.
static void give_way(int number) {
  hooks.leave();
  handle(number, SIG_DFL, 0);
  raise(number);
  // Only a stopped program gets here, when it goes on.
  handle(number, on_line_signal, SA_RESTART);
  atomic_store(&continued, true);
}

/// Does what signals have asked for; whether the line is to be given up.
static bool answer_signals(void) {
  if (gradus_take_interrupt()) return true;
  int number = atomic_exchange(&ending, 0);
  if (number != 0) give_way(number);
  if (atomic_exchange(&suspended, false)) give_way(SIGTSTP);
  if (atomic_exchange(&continued, false)) {
    atomic_store(&resized, false);
    hooks.come_back();
  }
  if (atomic_exchange(&resized, false)) hooks.resize();
  return false;
}

int gradus_getc(FILE *stream) {
  unsigned char byte;
  while (1) {
    if (answer_signals()) {
      line_interrupted = true;
      return '\n';
    }
    struct pollfd waiting[2] = {{.fd = fileno(stream), .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
    if (poll(waiting, 2, -1) < 0 && errno != EINTR && errno != EAGAIN) return EOF;
    if (waiting[1].revents) {
      char bytes[64];
      while (read(wake[0], bytes, sizeof bytes) > 0) {}
    }
    if (!waiting[0].revents) continue;
    ssize_t count = read(fileno(stream), &byte, 1);
    if (count == 1) return byte;
    // Another process may have left the terminal non-blocking.
    if (count < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK)) continue;
    return EOF;
  }
}

static struct termios shown, silent;
static bool is_drawing;
static const int drawing_signals[] = {SIGTSTP, SIGTERM, SIGQUIT, SIGHUP};

/// In the background the terminal is somebody else's, and setting it would stop the program.
static bool has_terminal(void) { return tcgetpgrp(STDIN_FILENO) == getpgrp(); }

static void set_modes(const struct termios *modes) {
  if (has_terminal()) tcsetattr(STDIN_FILENO, TCSANOW, modes);
}

static void on_drawing_signal(int number) {
  int before = errno;
  set_modes(&shown);
  handle(number, SIG_DFL, 0);
  raise(number);
  // Only a stopped program gets here, when it goes on.
  handle(number, on_drawing_signal, SA_RESTART | SA_NODEFER);
  set_modes(&silent);
  errno = before;
}

void gradus_begin_drawing(void) {
  if (is_drawing || !has_terminal() || tcgetattr(STDIN_FILENO, &shown) != 0) return;
  silent = shown;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  is_drawing = true;
  for (size_t i = 0; i < sizeof drawing_signals / sizeof *drawing_signals; i++) {
    struct sigaction now;
    if (sigaction(drawing_signals[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
      handle(drawing_signals[i], on_drawing_signal, SA_RESTART | SA_NODEFER);
  }
  set_modes(&silent);
}

void gradus_end_drawing(void) {
  if (!is_drawing) return;
  is_drawing = false;
  set_modes(&shown);
  for (size_t i = 0; i < sizeof drawing_signals / sizeof *drawing_signals; i++) {
    struct sigaction now;
    if (sigaction(drawing_signals[i], NULL, &now) == 0 && now.sa_handler == on_drawing_signal)
      handle(drawing_signals[i], SIG_DFL, 0);
  }
}

int gradus_start_in_terminal(const char *path, char *const arguments[], int *process) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  int terminal;
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child < 0) return -1;
  if (child == 0) {
    // Nothing of the starter but its environment: worker threads block signals, and an inherited pipe would never end.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
    execvp(path, arguments);
    _exit(127);
  }
  *process = child;
  return terminal;
}

void gradus_resize_terminal(int terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(terminal, TIOCSWINSZ, &size);
}
