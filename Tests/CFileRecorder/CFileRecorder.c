#define _GNU_SOURCE
#include "CFileRecorder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Thread_local struct {
    void *context;
    file_call_fault fault;
    file_call_observer observer;
} watcher;

void file_recorder_start(void *context, file_call_fault fault, file_call_observer observer) {
    watcher.context = context;
    watcher.fault = fault;
    watcher.observer = observer;
}

void file_recorder_stop(void) { file_recorder_start(NULL, NULL, NULL); }

/* Whether the call is to be done; what the watcher itself does to files is not watched. */
static int is_allowed(const struct file_call *call) {
    file_call_fault fault = watcher.fault;
    if (!fault) return 1;
    watcher.fault = NULL;
    int error = fault(watcher.context, call);
    watcher.fault = fault;
    if (error) errno = error;
    return !error;
}

static long done(long result, const struct file_call *call) {
    file_call_observer observer = watcher.observer;
    if (result < 0 || !observer) return result;
    watcher.observer = NULL;
    observer(watcher.context, call);
    watcher.observer = observer;
    return result;
}

int openat(int folder, const char *name, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | __O_TMPFILE)) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    struct file_call call = {
        .kind = FILE_CALL_OPEN, .folder = folder, .name = name, .flags = flags, .mode = mode};
    if (!is_allowed(&call)) return -1;
    call.descriptor = (int)syscall(SYS_openat, folder, name, flags, mode);
    return (int)done(call.descriptor, &call);
}

int close(int descriptor) {
    struct file_call call = {.kind = FILE_CALL_CLOSE, .descriptor = descriptor};
    if (!is_allowed(&call)) return -1;
    return (int)done(syscall(SYS_close, descriptor), &call);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    struct file_call call = {
        .kind = FILE_CALL_WRITE, .descriptor = descriptor, .bytes = bytes, .count = count};
    if (watcher.observer) {
        int appends = fcntl(descriptor, F_GETFL) & O_APPEND;
        call.offset = lseek(descriptor, 0, appends ? SEEK_END : SEEK_CUR);
    }
    if (!is_allowed(&call)) return -1;
    ssize_t written = syscall(SYS_write, descriptor, bytes, count);
    if (written >= 0) call.count = (size_t)written;
    return done(written, &call);
}

int ftruncate(int descriptor, off_t length) {
    struct file_call call = {
        .kind = FILE_CALL_TRUNCATE, .descriptor = descriptor, .count = (size_t)length};
    if (!is_allowed(&call)) return -1;
    return (int)done(syscall(SYS_ftruncate, descriptor, length), &call);
}

int fsync(int descriptor) {
    struct file_call call = {.kind = FILE_CALL_SYNC, .descriptor = descriptor};
    if (!is_allowed(&call)) return -1;
    /* Whoever watches works out what is safe; a busy disk would only make them wait. */
    return (int)done(watcher.observer ? 0 : syscall(SYS_fsync, descriptor), &call);
}

int renameat(int folder, const char *name, int new_folder, const char *new_name) {
    struct file_call call = {
        .kind = FILE_CALL_RENAME, .folder = folder, .name = name, .new_folder = new_folder,
        .new_name = new_name};
    if (!is_allowed(&call)) return -1;
    return (int)done(syscall(SYS_renameat2, folder, name, new_folder, new_name, 0), &call);
}

int linkat(int folder, const char *name, int new_folder, const char *new_name, int flags) {
    struct file_call call = {
        .kind = FILE_CALL_LINK, .folder = folder, .name = name, .new_folder = new_folder,
        .new_name = new_name, .flags = flags};
    if (!is_allowed(&call)) return -1;
    return (int)done(syscall(SYS_linkat, folder, name, new_folder, new_name, flags), &call);
}

int unlinkat(int folder, const char *name, int flags) {
    struct file_call call = {
        .kind = FILE_CALL_UNLINK, .folder = folder, .name = name, .flags = flags};
    if (!is_allowed(&call)) return -1;
    return (int)done(syscall(SYS_unlinkat, folder, name, flags), &call);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    struct file_call call = {
        .kind = FILE_CALL_MAKE_FOLDER, .folder = folder, .name = path, .mode = mode};
    if (!is_allowed(&call)) return -1;
    return (int)done(syscall(SYS_mkdirat, folder, path, mode), &call);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
