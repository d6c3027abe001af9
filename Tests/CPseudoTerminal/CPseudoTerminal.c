#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#ifdef __linux__
#include <pty.h>
#else
#include <util.h>
#endif

/* A test runner may block or ignore signals; its child must not inherit that. */
static void reset_signals(void) {
    for (int number = 1; number < NSIG; number++) { signal(number, SIG_DFL); }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void become(
    const char *path, char *const arguments[], char *const environment[], const char *directory) {
    reset_signals();
    if (directory != NULL && chdir(directory) != 0) { _exit(126); }
    execve(path, arguments, environment);
    _exit(127);
}

int pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
    int columns, pid_t *child) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int master = -1;
    pid_t pid = forkpty(&master, NULL, NULL, &size);
    if (pid < 0) { return -1; }
    if (pid == 0) { become(path, arguments, environment, directory); }
    /* A master that another test's child inherits would keep this terminal from hanging up. */
    fcntl(master, F_SETFD, FD_CLOEXEC);
    *child = pid;
    return master;
}

int pseudo_terminal_resize(int master, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int pseudo_terminal_local_modes(int master, unsigned int *modes) {
    struct termios settings;
    if (tcgetattr(master, &settings) != 0) { return -1; }
    *modes = settings.c_lflag;
    return 0;
}

pid_t pseudo_terminal_foreground_group(int master) { return tcgetpgrp(master); }

pid_t piped_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int pipes[3]) {
    int ends[3][2];
    for (int index = 0; index < 3; index++) {
        if (pipe2(ends[index], O_CLOEXEC) != 0) { return -1; }
    }
    pid_t pid = fork();
    if (pid < 0) { return -1; }
    if (pid == 0) {
        dup2(ends[0][0], 0);
        dup2(ends[1][1], 1);
        dup2(ends[2][1], 2);
        become(path, arguments, environment, directory);
    }
    close(ends[0][0]);
    close(ends[1][1]);
    close(ends[2][1]);
    pipes[0] = ends[0][1];
    pipes[1] = ends[1][0];
    pipes[2] = ends[2][0];
    return pid;
}

int wait_status_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int wait_status_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
