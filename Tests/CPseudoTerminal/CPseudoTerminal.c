#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#ifdef __linux__
#include <utmp.h>
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

/*
 * As forkpty does, but for this: at no moment may a program that another thread starts inherit the master, which would
 * keep this terminal from hanging up for as long as that program runs.
 */
static pid_t fork_on_terminal(int *master, const struct winsize *size) {
    char name[128];
    int opened = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (opened < 0) { return -1; }
    pid_t pid = -1;
    if (grantpt(opened) == 0 && unlockpt(opened) == 0 && ptsname_r(opened, name, sizeof name) == 0
        && ioctl(opened, TIOCSWINSZ, size) == 0) {
        pid = fork();
    }
    if (pid == 0) {
        int terminal = open(name, O_RDWR | O_NOCTTY);
        close(opened);
        if (terminal < 0 || login_tty(terminal) != 0) { _exit(126); }
        return 0;
    }
    if (pid < 0) { close(opened); } else { *master = opened; }
    return pid;
}

int pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
    int columns, pid_t *child) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int master = -1;
    pid_t pid = fork_on_terminal(&master, &size);
    if (pid < 0) { return -1; }
    if (pid == 0) { become(path, arguments, environment, directory); }
    *child = pid;
    return master;
}

static volatile sig_atomic_t hung_up;
static void note_hang_up(int number) { (void)number; hung_up = 1; }

static void report(int fd, int kind, int value) {
    struct shell_report report = {.kind = kind, .value = value};
    ssize_t written = write(fd, &report, sizeof report);
    (void)written;
}

/* What an interactive shell does for its one job, but for this: it never touches the terminal's modes. */
static void be_a_shell(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int reports,
    int commands) {
    struct sigaction action = {.sa_handler = note_hang_up};
    sigaction(SIGHUP, &action, NULL);
    signal(SIGTTOU, SIG_IGN);
    signal(SIGTTIN, SIG_IGN);
    signal(SIGTSTP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    /* A user's own settings, which no program puts there by habit. */
    struct termios modes;
    tcgetattr(0, &modes);
    modes.c_iflag |= IXANY;
    modes.c_lflag &= ~(tcflag_t)ECHOCTL;
    modes.c_cc[VERASE] = '\b';
    tcsetattr(0, TCSANOW, &modes);
    report(reports, SHELL_READY, 0);
    char command = 0;
    if (read(commands, &command, 1) != 1) { _exit(0); }
    pid_t job = fork();
    if (job == 0) {
        setpgid(0, 0);
        tcsetpgrp(0, getpid());
        close(reports);
        close(commands);
        become(path, arguments, environment, directory);
    }
    setpgid(job, job);
    report(reports, SHELL_STARTED, job);
    for (;;) {
        int status = 0;
        pid_t changed = hung_up ? -1 : waitpid(job, &status, WUNTRACED);
        if (hung_up) {
            hung_up = 0;
            killpg(job, SIGHUP);
            killpg(job, SIGCONT);
        }
        if (changed < 0) { continue; }
        tcsetpgrp(0, getpgrp());
        if (!WIFSTOPPED(status)) {
            report(reports, SHELL_JOB_ENDED, status);
            break;
        }
        report(reports, SHELL_JOB_STOPPED, WSTOPSIG(status));
        if (read(commands, &command, 1) != 1) { continue; }
        if (command == SHELL_FOREGROUND) { tcsetpgrp(0, job); }
        killpg(job, SIGCONT);
    }
    /* The terminal is reset when the leader of its session ends: not before the modes were looked at. */
    for (;;) { pause(); }
}

int pseudo_terminal_spawn_in_shell(
    const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
    int columns, pid_t *shell, int pipes[2]) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int reports[2], commands[2];
    if (pipe2(reports, O_CLOEXEC) != 0 || pipe2(commands, O_CLOEXEC) != 0) { return -1; }
    int master = -1;
    pid_t pid = fork_on_terminal(&master, &size);
    if (pid < 0) { return -1; }
    if (pid == 0) {
        reset_signals();
        close(reports[0]);
        close(commands[1]);
        be_a_shell(path, arguments, environment, directory, reports[1], commands[0]);
    }
    close(reports[1]);
    close(commands[0]);
    *shell = pid;
    pipes[0] = reports[0];
    pipes[1] = commands[1];
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
int wait_status_dumped_core(int status) { return WIFSIGNALED(status) && WCOREDUMP(status); }
int wait_status_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
