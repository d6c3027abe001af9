#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* Locale and columns */

static int codeset_is_utf8(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int terminal_use_utf8_locale(void) {
    if (setlocale(LC_CTYPE, "") != NULL && codeset_is_utf8()) { return 1; }
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL && codeset_is_utf8();
}

int terminal_character_width(uint32_t character) {
    return wcwidth((wchar_t)character);
}

int terminal_window_size(int fd, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) { return 0; }
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 1;
}

FILE *terminal_standard_input(void) { return stdin; }
FILE *terminal_standard_output(void) { return stdout; }
FILE *terminal_standard_error(void) { return stderr; }

/* Signals */

static volatile sig_atomic_t termination_signal;
static volatile sig_atomic_t interrupt_came;
static volatile sig_atomic_t resize_came;
static volatile sig_atomic_t stop_came;
static volatile sig_atomic_t continue_came;

/* Any thread may be the one that runs a handler; the pipe wakes the one that reads. */
static int wake_pipe[2] = {-1, -1};

static void record_signal(int signal) {
    int saved_errno = errno;
    switch (signal) {
    case SIGINT: interrupt_came = 1; break;
    case SIGWINCH: resize_came = 1; break;
    case SIGTSTP: stop_came = 1; break;
    case SIGCONT: continue_came = 1; break;
    default:
        /* The first one tells why; a HUP often follows a TERM when a session ends. */
        if (termination_signal == 0) { termination_signal = signal; }
    }
    /* A full pipe is as good as one more byte in it. */
    ssize_t written = write(wake_pipe[1], "", 1);
    (void)written;
    errno = saved_errno;
}

enum watch { NOT_WATCHED, ENDS, INTERACTIVE };

/* Whatever would end the process with a line half typed, and is no crash, is recorded as HUP and TERM are. */
static enum watch watch_of(int number) {
    switch (number) {
    case SIGHUP:
    case SIGTERM:
    case SIGQUIT:
    case SIGUSR1:
    case SIGUSR2:
    case SIGALRM:
    case SIGVTALRM:
    case SIGPROF:
    case SIGXCPU:
    case SIGIO:
#ifdef __linux__
    case SIGPWR:
    case SIGSTKFLT:
#endif
        return ENDS;
    case SIGINT:
    case SIGWINCH:
    case SIGTSTP:
    case SIGCONT: return INTERACTIVE;
    }
#ifdef __linux__
    if (number >= SIGRTMIN && number <= SIGRTMAX) { return ENDS; }
#endif
    return NOT_WATCHED;
}

static int watchers[NSIG];
static struct sigaction previous_actions[NSIG];

static int is_watched(int number, int interactive) {
    enum watch watch = watch_of(number);
    return watch == ENDS || (watch == INTERACTIVE && interactive);
}

int terminal_watch_signals(int interactive) {
    if (wake_pipe[0] < 0 && pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) { return -1; }
    for (int number = 1; number < NSIG; number++) {
        if (!is_watched(number, interactive) || watchers[number]++ > 0) { continue; }
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_handler = record_signal;
        /* What ends the process must also end the wait of whatever it is in. */
        action.sa_flags = watch_of(number) == ENDS ? 0 : SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, &previous_actions[number]);
        /* nohup and a background job of a plain shell ask to be left alone. */
        if (previous_actions[number].sa_handler == SIG_IGN) {
            sigaction(number, &previous_actions[number], NULL);
        }
    }
    return 0;
}

void terminal_unwatch_signals(int interactive) {
    for (int number = 1; number < NSIG; number++) {
        if (!is_watched(number, interactive) || watchers[number] == 0 || --watchers[number] > 0) { continue; }
        sigaction(number, &previous_actions[number], NULL);
    }
}

int terminal_termination_signal(void) { return termination_signal; }

static int take(volatile sig_atomic_t *flag) {
    int came = *flag;
    if (came) { *flag = 0; }
    return came;
}

int terminal_take_interrupt(void) { return take(&interrupt_came); }
int terminal_take_resize(void) { return take(&resize_came); }
int terminal_take_stop(void) { return take(&stop_came); }
int terminal_take_continue(void) { return take(&continue_came); }

int terminal_wait(int fd, int milliseconds) {
    struct pollfd polled[2] = {
        {.fd = fd, .events = POLLIN},
        {.fd = wake_pipe[0], .events = POLLIN},
    };
    int ready = poll(polled, 2, milliseconds);
    if (ready < 0) { return errno == EINTR ? TERMINAL_WOKEN : TERMINAL_FAILED; }
    if (ready == 0) { return TERMINAL_TIMEOUT; }
    if (polled[1].revents & POLLIN) {
        char bytes[64];
        while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {}
        return TERMINAL_WOKEN;
    }
    if (polled[0].revents & (POLLHUP | POLLERR)) { return TERMINAL_HUNG_UP; }
    if (polled[0].revents & POLLNVAL) { return TERMINAL_FAILED; }
    return TERMINAL_READABLE;
}

void terminal_suspend(int whole_group) {
    struct sigaction ours;
    sigaction(SIGTSTP, NULL, &ours);
    if (ours.sa_handler != SIG_IGN) { signal(SIGTSTP, SIG_DFL); }
    if (whole_group) {
        kill(0, SIGTSTP);
    } else {
        raise(SIGTSTP);
    }
    sigaction(SIGTSTP, &ours, NULL);
    take(&stop_came);
    take(&continue_came);
}

int terminal_is_in_front(int fd) {
    pid_t front = tcgetpgrp(fd);
    return front < 0 || front == getpgrp();
}

static void unblock(int signal) {
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

void terminal_die(int number) {
    signal(number, SIG_DFL);
    unblock(number);
    raise(number);
    /* Only a signal whose default action is not to end the process comes here. */
    _exit(128 + number);
}

/* The guard */

static const int fatal_signals[] = {
    SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGSYS,
};
enum { fatal_signal_count = sizeof fatal_signals / sizeof fatal_signals[0] };

static struct termios saved_modes;
static volatile sig_atomic_t guarded_fd = -1;
static volatile sig_atomic_t paste_is_on;
static char crash_message[256];
static volatile size_t crash_message_length;

void terminal_guard_restore_modes(void) {
    /* Behind another program the terminal is that one's. */
    if (guarded_fd >= 0 && terminal_is_in_front(guarded_fd)) { tcsetattr(guarded_fd, TCSANOW, &saved_modes); }
}

static void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EINTR) { continue; }
        if (written <= 0) { return; }
        bytes += written;
        count -= (size_t)written;
    }
}

static void die_of_fatal_signal(int number) {
    static volatile sig_atomic_t entered;
    if (!entered) {
        entered = 1;
        terminal_guard_restore_modes();
        if (paste_is_on) { write_all(STDOUT_FILENO, "\033[?2004l", 8); }
        write_all(STDERR_FILENO, crash_message, crash_message_length);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(number, &action, NULL);
    unblock(number);
    raise(number);
}

static void leave_no_core_file(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_CORE, &limit) != 0) { return; }
    /* One byte is too little for a file, and to Linux the sign to start no program that would take the core. */
    if (limit.rlim_max > 1) { limit.rlim_max = 1; }
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_CORE, &limit);
}

void terminal_guard_crashes(const char *message) {
    crash_message_length = 0;
    int length = snprintf(crash_message, sizeof crash_message, "\n%s\n", message);
    if (length < 0) { length = 0; }
    crash_message_length = (size_t)length < sizeof crash_message ? (size_t)length : sizeof crash_message - 1;

    static int is_installed;
    if (is_installed) { return; }
    is_installed = 1;
    leave_no_core_file();

    /* A stack that overflowed cannot carry the handler. */
    static char stack[32768];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
    sigaltstack(&alternate, NULL);

    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = die_of_fatal_signal;
    action.sa_flags = SA_ONSTACK;
    sigfillset(&action.sa_mask);
    /* This replaces the handlers of Swift's backtracer, which would ask and wait on a terminal. */
    for (int index = 0; index < fatal_signal_count; index++) { sigaction(fatal_signals[index], &action, NULL); }
    /* It takes QUIT for a crash as well, which is somebody's wish. */
    struct sigaction quit;
    if (sigaction(SIGQUIT, NULL, &quit) == 0 && quit.sa_handler != SIG_IGN) { signal(SIGQUIT, SIG_DFL); }
}

void terminal_guard_modes(int fd) {
    if (guarded_fd >= 0 || tcgetattr(fd, &saved_modes) != 0) { return; }
    guarded_fd = fd;
}

void terminal_guard_forget_modes(void) {
    guarded_fd = -1;
    paste_is_on = 0;
}

void terminal_guard_note_paste(int on) { paste_is_on = on; }
