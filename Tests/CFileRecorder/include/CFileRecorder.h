/*
 * Watches what a thread does to files.
 *
 * The calls that change files are defined here over the C library's, in test programs alone: the product is watched
 * as it is and has nothing in it for the purpose.
 */
#ifndef CFILERECORDER_H
#define CFILERECORDER_H

#include <stddef.h>
#include <stdint.h>

enum file_call_kind {
    FILE_CALL_OPEN,
    FILE_CALL_CLOSE,
    FILE_CALL_WRITE,
    FILE_CALL_TRUNCATE,
    FILE_CALL_SYNC,
    FILE_CALL_RENAME,
    FILE_CALL_LINK,
    FILE_CALL_UNLINK,
    FILE_CALL_MAKE_FOLDER
};

/* What does not belong to the kind of call is zero. */
struct file_call {
    enum file_call_kind kind;
    /* The open file; for an open, what it gave back. */
    int descriptor;
    /* The folder that `name` is in, or AT_FDCWD. */
    int folder;
    const char *name;
    /* For rename and link. */
    int new_folder;
    const char *new_name;
    int flags;
    unsigned mode;
    const void *bytes;
    /* Of a truncation the new length. */
    size_t count;
    int64_t offset;
};

/* Asked before a call; an error number other than 0 makes it fail without being done. */
typedef int (*file_call_fault)(void *context, const struct file_call *call);
/* Told of a call that was done. */
typedef void (*file_call_observer)(void *context, const struct file_call *call);

/* Watches the calling thread, until it is told to stop. */
void file_recorder_start(void *context, file_call_fault fault, file_call_observer observer);
void file_recorder_stop(void);

#endif
