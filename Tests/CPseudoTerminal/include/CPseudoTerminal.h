/*
 * Starts a program on a pseudo-terminal of its own; forkpty and the status macros are hidden from Swift.
 */
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

/*
 * Starts `path` on a new terminal and gives back the master's descriptor, or -1 and errno. The child has
 * every signal at its default and none blocked. `directory` may be NULL.
 */
int pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
    int columns, pid_t *child);

/* What the shell of `pseudo_terminal_spawn_in_shell` tells about its job. */
struct shell_report {
    int kind;
    /* The process that was started; the signal that stopped it; its status as of waitpid. */
    int value;
};

enum { SHELL_READY = 1, SHELL_STARTED = 2, SHELL_JOB_STOPPED = 3, SHELL_JOB_ENDED = 4 };
enum { SHELL_FOREGROUND = 'f', SHELL_BACKGROUND = 'b' };

/*
 * Starts `path` as the job of a shell that leads the session on a new terminal, as a program is started by
 * hand. `pipes` become the end of the reports and that for commands: one before the start, and one whenever
 * the job has stopped.
 */
int pseudo_terminal_spawn_in_shell(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
    int columns, pid_t *shell, int pipes[2]);

/* Changes the terminal's size; its foreground processes get WINCH. */
int pseudo_terminal_resize(int master, int rows, int columns);

/* The local modes (ICANON and so on) of the terminal behind `master`; 0, or -1 and errno. */
int pseudo_terminal_local_modes(int master, unsigned int *modes);

/* The process group in front on the terminal behind `master`. */
pid_t pseudo_terminal_foreground_group(int master);

/*
 * Starts `path` with three pipes, which replace the descriptors in `pipes` (input, output, error).
 * Returns the child, or -1 and errno.
 */
pid_t piped_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int pipes[3]);

/* What a status from waitpid says: the exit code, else -1; the signal, else 0. */
int wait_status_exit_code(int status);
int wait_status_signal(int status);
int wait_status_dumped_core(int status);

#endif
