#define _GNU_SOURCE
#include "CFaults.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { OPEN, WRITE, FSYNC, RENAME, LINK, UNLINK, CLOSE, MKDIR, FLOCK, TRUNCATE, KINDS };

static const char *const names[KINDS] = {
    "open", "write", "fsync", "rename", "link", "unlink", "close", "mkdir", "flock", "truncate"};

/* What happens to the call at hand: nothing, an error instead, or half of it. */
struct verdict {
    int error;
    int is_killed_before, is_killed_after, is_halved;
};

static int counts[KINDS];
static int is_set_up, log_descriptor = -1;
static char first_root[PATH_MAX], other_root[PATH_MAX];
static int target_kind = -1, target_number;
static char effect[32];
static int lasting_error, reaches_everywhere;

static int error_number(const char *name, size_t length) {
    static const struct { const char *name; int number; } errors[] = {
        {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EACCES", EACCES}};
    for (size_t index = 0; index < sizeof errors / sizeof *errors; index++) {
        if (strlen(errors[index].name) == length && strncmp(errors[index].name, name, length) == 0) {
            return errors[index].number;
        }
    }
    return 0;
}

static void set_up(void) {
    if (is_set_up) { return; }
    is_set_up = 1;
    const char *roots = getenv("BATON_FAULT_ROOTS");
    if (roots != NULL) {
        const char *colon = strchr(roots, ':');
        size_t length = colon != NULL ? (size_t)(colon - roots) : strlen(roots);
        snprintf(first_root, sizeof first_root, "%.*s", (int)length, roots);
        if (colon != NULL) { snprintf(other_root, sizeof other_root, "%s", colon + 1); }
    }
    const char *log = getenv("BATON_FAULT_LOG");
    if (log != NULL) {
        int number = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        /* Out of the way of the numbers that the program gets. */
        log_descriptor = fcntl(number, F_DUPFD_CLOEXEC, 500);
        syscall(SYS_close, number);
    }
    const char *fault = getenv("BATON_FAULT");
    char kind[16];
    if (fault != NULL && sscanf(fault, "%15[^:]:%d:%31s", kind, &target_number, effect) == 3) {
        for (int index = 0; index < KINDS; index++) {
            if (strcmp(kind, names[index]) == 0) { target_kind = index; }
        }
    }
}

static int is_within(const char *root, const char *path) {
    size_t length = strlen(root);
    return length > 0 && strncmp(root, path, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void path_of_descriptor(int descriptor, char path[PATH_MAX]) {
    char link[64];
    if (descriptor == AT_FDCWD) {
        snprintf(link, sizeof link, "/proc/self/cwd");
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    }
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void path_of_name(int folder, const char *name, char path[PATH_MAX]) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return;
    }
    char parent[PATH_MAX];
    path_of_descriptor(folder, parent);
    snprintf(path, PATH_MAX, "%.2000s/%.2000s", parent, name);
}

/* Whether a lasting trouble of this sort can strike such a call at all. */
static int lasts_for(enum kind kind, int error) {
    switch (error) {
    case ENOSPC: return kind == OPEN || kind == WRITE || kind == MKDIR || kind == LINK || kind == RENAME;
    case EACCES:
        return kind == OPEN || kind == MKDIR || kind == LINK || kind == RENAME || kind == UNLINK;
    default: return kind != CLOSE && kind != FLOCK;
    }
}

static void note(enum kind kind, const char *path, int is_struck) {
    if (log_descriptor < 0) { return; }
    char line[PATH_MAX + 64];
    int length = snprintf(
        line, sizeof line, "%s%s %d %s\n", is_struck ? "!" : "", names[kind], counts[kind],
        path + strlen(first_root));
    syscall(SYS_write, log_descriptor, line, (size_t)length);
}

static struct verdict judge(enum kind kind, const char *path) {
    struct verdict verdict = {0};
    if (!is_within(first_root, path)) {
        if (reaches_everywhere && is_within(other_root, path) && lasts_for(kind, lasting_error)) {
            verdict.error = lasting_error;
        }
        return verdict;
    }
    counts[kind]++;
    if (lasting_error != 0) {
        if (lasts_for(kind, lasting_error)) { verdict.error = lasting_error; }
        return verdict;
    }
    int is_struck = (int)kind == target_kind && counts[kind] == target_number;
    note(kind, path, is_struck);
    if (!is_struck) { return verdict; }
    if (strcmp(effect, "kill") == 0) {
        verdict.is_killed_before = 1;
    } else if (strcmp(effect, "killed") == 0) {
        verdict.is_killed_after = 1;
    } else if (strcmp(effect, "short") == 0) {
        verdict.is_halved = 1;
    } else if (strcmp(effect, "torn") == 0) {
        verdict.is_halved = verdict.is_killed_after = 1;
    } else {
        size_t length = strcspn(effect, "+");
        verdict.error = error_number(effect, length);
        if (effect[length] == '+') {
            lasting_error = verdict.error;
            reaches_everywhere = effect[length + 1] == '+';
            /* A disk that fills up takes a part of what it is given first. */
            if (kind == WRITE && verdict.error == ENOSPC) {
                verdict.error = 0;
                verdict.is_halved = 1;
            }
        }
    }
    return verdict;
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) { pause(); }
}

static struct verdict judge_name(enum kind kind, int folder, const char *name) {
    set_up();
    char path[PATH_MAX];
    int error = errno;
    path_of_name(folder, name, path);
    struct verdict verdict = judge(kind, path);
    errno = error;
    return verdict;
}

static struct verdict judge_descriptor(enum kind kind, int descriptor) {
    set_up();
    struct verdict none = {0};
    if (descriptor <= STDERR_FILENO || first_root[0] == 0) { return none; }
    char path[PATH_MAX];
    int error = errno;
    path_of_descriptor(descriptor, path);
    struct verdict verdict = judge(kind, path);
    errno = error;
    return verdict;
}

#define STRUCK(verdict, call)                      \
    do {                                           \
        if ((verdict).is_killed_before) { die(); } \
        if ((verdict).error != 0) {                \
            errno = (verdict).error;               \
            return -1;                             \
        }                                          \
        long result = (call);                      \
        if ((verdict).is_killed_after) { die(); }  \
        return result;                             \
    } while (0)

static int open_at(int folder, const char *name, int flags, mode_t mode) {
    struct verdict verdict = {0};
    if ((flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0) {
        verdict = judge_name(OPEN, folder, name);
    }
    STRUCK(verdict, (int)syscall(SYS_openat, folder, name, flags, mode));
}

#define MODE_OF(flags)                                \
    mode_t mode = 0;                                  \
    if (((flags) & (O_CREAT | __O_TMPFILE)) != 0) {   \
        va_list rest;                                 \
        va_start(rest, flags);                        \
        mode = va_arg(rest, mode_t);                  \
        va_end(rest);                                 \
    }

int open(const char *name, int flags, ...) {
    MODE_OF(flags)
    return open_at(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...) {
    MODE_OF(flags)
    return open_at(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char *name, int flags, ...) {
    MODE_OF(flags)
    return open_at(folder, name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...) {
    MODE_OF(flags)
    return open_at(folder, name, flags, mode);
}

static size_t part(struct verdict verdict, size_t count) {
    return verdict.is_halved && count > 1 ? count / 2 : count;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    struct verdict verdict = judge_descriptor(WRITE, descriptor);
    STRUCK(verdict, syscall(SYS_write, descriptor, bytes, part(verdict, count)));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    struct verdict verdict = judge_descriptor(WRITE, descriptor);
    STRUCK(verdict, syscall(SYS_pwrite64, descriptor, bytes, part(verdict, count), offset));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    struct verdict verdict = judge_descriptor(WRITE, descriptor);
    STRUCK(verdict, syscall(SYS_pwrite64, descriptor, bytes, part(verdict, count), offset));
}

int fsync(int descriptor) {
    struct verdict verdict = judge_descriptor(FSYNC, descriptor);
    STRUCK(verdict, (int)syscall(SYS_fsync, descriptor));
}

int fdatasync(int descriptor) {
    struct verdict verdict = judge_descriptor(FSYNC, descriptor);
    STRUCK(verdict, (int)syscall(SYS_fdatasync, descriptor));
}

int renameat(int from, const char *name, int to, const char *final) {
    struct verdict verdict = judge_name(RENAME, to, final);
    STRUCK(verdict, (int)syscall(SYS_renameat2, from, name, to, final, 0));
}

int rename(const char *name, const char *final) { return renameat(AT_FDCWD, name, AT_FDCWD, final); }

int linkat(int from, const char *name, int to, const char *final, int flags) {
    struct verdict verdict = judge_name(LINK, to, final);
    STRUCK(verdict, (int)syscall(SYS_linkat, from, name, to, final, flags));
}

int link(const char *name, const char *final) { return linkat(AT_FDCWD, name, AT_FDCWD, final, 0); }

int unlinkat(int folder, const char *name, int flags) {
    struct verdict verdict = judge_name(UNLINK, folder, name);
    STRUCK(verdict, (int)syscall(SYS_unlinkat, folder, name, flags));
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int close(int descriptor) {
    set_up();
    struct verdict verdict = {0};
    int flags = fcntl(descriptor, F_GETFL);
    if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY) { verdict = judge_descriptor(CLOSE, descriptor); }
    if (verdict.is_killed_before) { die(); }
    /* Whatever closing reports, on Linux the descriptor is gone. */
    int result = (int)syscall(SYS_close, descriptor);
    if (verdict.is_killed_after) { die(); }
    if (verdict.error != 0) {
        errno = verdict.error;
        return -1;
    }
    return result;
}

int mkdirat(int folder, const char *name, mode_t mode) {
    struct verdict verdict = judge_name(MKDIR, folder, name);
    STRUCK(verdict, (int)syscall(SYS_mkdirat, folder, name, mode));
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

int flock(int descriptor, int operation) {
    struct verdict verdict = judge_descriptor(FLOCK, descriptor);
    STRUCK(verdict, (int)syscall(SYS_flock, descriptor, operation));
}

int ftruncate(int descriptor, off_t length) {
    struct verdict verdict = judge_descriptor(TRUNCATE, descriptor);
    STRUCK(verdict, (int)syscall(SYS_ftruncate, descriptor, length));
}

int ftruncate64(int descriptor, off64_t length) {
    struct verdict verdict = judge_descriptor(TRUNCATE, descriptor);
    STRUCK(verdict, (int)syscall(SYS_ftruncate, descriptor, length));
}

#endif
