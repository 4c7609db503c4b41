#define _GNU_SOURCE
#include "include/terminal.h"
#include "interrupt.h"
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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

static atomic_bool pressed;
static bool line_interrupted;

static void on_interrupt(int number) {
  (void)number;
  atomic_store_explicit(&pressed, true, memory_order_relaxed);
  gradus_interrupt_request();
}

void gradus_install_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: a read that waits for a key must come back.
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, NULL);
  // Whoever started us may have blocked it.
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  sigprocmask(SIG_UNBLOCK, &interrupt, NULL);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
}

bool gradus_take_interrupt(void) { return atomic_exchange(&pressed, false); }

bool gradus_line_was_interrupted(void) {
  bool was = line_interrupted;
  line_interrupted = false;
  return was;
}

int gradus_getc(FILE *stream) {
  unsigned char byte;
  while (1) {
    if (gradus_take_interrupt()) {
      line_interrupted = true;
      return '\n';
    }
    ssize_t count = read(fileno(stream), &byte, 1);
    if (count == 1) return byte;
    if (count == 0) return EOF;
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Another process may have left the terminal non-blocking.
      struct pollfd waiting = {.fd = fileno(stream), .events = POLLIN};
      poll(&waiting, 1, 200);
      continue;
    }
    return EOF;
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
