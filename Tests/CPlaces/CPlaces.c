#define _GNU_SOURCE
#include "CPlaces.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long clock_error(void) {
    const char *name = getenv("BATON_CLOCK");
    if (name == NULL) { return 0; }
    int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC);
    if (file < 0) { return 0; }
    char text[32] = {0};
    ssize_t count = syscall(SYS_read, file, text, sizeof text - 1);
    syscall(SYS_close, file);
    return count > 0 ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int error = errno;
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && clock == CLOCK_REALTIME) { time->tv_sec += clock_error(); }
    if (result == 0) { errno = error; }
    return result;
}

static void wait_at_gate(void) {
    const char *gate = getenv("BATON_GATE");
    if (gate == NULL) { return; }
    int error = errno;
    while (access(gate, F_OK) == 0) {
        char waiting[PATH_MAX];
        snprintf(waiting, sizeof waiting, "%s.waiting", gate);
        int file = (int)syscall(SYS_openat, AT_FDCWD, waiting, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0) { syscall(SYS_close, file); }
        usleep(2000);
    }
    errno = error;
}

int fsync(int descriptor) {
    int result = (int)syscall(SYS_fsync, descriptor);
    wait_at_gate();
    return result;
}

static int is_unreadable(int descriptor) {
    const char *path = getenv("BATON_UNREADABLE");
    struct stat named, opened;
    return path != NULL && stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
        && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

ssize_t pread(int descriptor, void *buffer, size_t count, off_t offset) {
    if (is_unreadable(descriptor)) {
        errno = EIO;
        return -1;
    }
    return syscall(SYS_pread64, descriptor, buffer, count, offset);
}

#endif
