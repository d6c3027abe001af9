/*
 * What a terminal program needs from C: signal handlers, the guard that leaves the terminal sane after a
 * crash, and a few functions that Swift cannot see. Everything a handler does is async-signal-safe.
 */
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>
#include <stdio.h>

/* Locale and columns */

/* Makes LC_CTYPE a UTF-8 locale: the user's own, else C.UTF-8. Returns 0 when neither is there. */
int terminal_use_utf8_locale(void);

/* Columns of one character; -1 for a control character. Needs the locale. */
int terminal_character_width(uint32_t character);

/* Rows and columns of the terminal behind `fd`; 0 when it is no terminal or does not know. */
int terminal_window_size(int fd, int *rows, int *columns);

/* Streams, which Swift 6 holds to be unsafe globals */

FILE *terminal_standard_input(void);
FILE *terminal_standard_output(void);
FILE *terminal_standard_error(void);

/* Signals */

/*
 * From here on HUP, TERM and whatever else would end the process without being a crash are recorded instead;
 * `interactive` adds INT, WINCH, TSTP and CONT. A signal that was ignored when the program started stays
 * ignored. Calls nest. Returns 0, or -1 and errno.
 */
int terminal_watch_signals(int interactive);
void terminal_unwatch_signals(int interactive);

/* The signal to end that came, and stays; else 0. */
int terminal_termination_signal(void);

/* Whether the signal came since the last call. */
int terminal_take_interrupt(void);
int terminal_take_resize(void);
int terminal_take_stop(void);
int terminal_take_continue(void);

enum {
    TERMINAL_TIMEOUT = 0,
    TERMINAL_READABLE = 1,
    TERMINAL_HUNG_UP = 2,
    TERMINAL_WOKEN = 3,
    TERMINAL_FAILED = 4
};

/*
 * Waits until `fd` can be read, a watched signal comes, or the time is over (-1: never). A signal that came
 * before the call wakes it too: the handlers write to a pipe that is polled along with `fd`.
 */
int terminal_wait(int fd, int milliseconds);

/* Stops the process, or the whole group as the terminal does on ^Z; returns when it goes on. */
void terminal_suspend(int whole_group);

/* Whether the terminal behind `fd` is the process's to change; so is one that is gone. */
int terminal_is_in_front(int fd);

/* Ends the process by the default action of `signal`, so that the parent sees that death. */
void terminal_die(int signal) __attribute__((noreturn));

/* The guard */

/*
 * From here on a crash writes `message`, one line, to standard error and dies by its signal: nothing waits
 * for an answer, nothing of the memory is printed, and no core file is left, since it would hold what was
 * typed. Called again it changes the message.
 */
void terminal_guard_crashes(const char *message);

/* Remembers the modes of `fd` as they are now; a crash puts them back. */
void terminal_guard_modes(int fd);
void terminal_guard_forget_modes(void);

/* Puts the remembered modes back. */
void terminal_guard_restore_modes(void);

/* Says whether bracketed paste is on, so that the guard turns it off. */
void terminal_guard_note_paste(int on);

#endif
