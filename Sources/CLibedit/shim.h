/*
 * libedit's el_set, el_get and history take a variable number of arguments, which Swift cannot call.
 * Each wrapper here gives one of their operations a fixed signature, and nothing more.
 */
#ifndef CLIBEDIT_SHIM_H
#define CLIBEDIT_SHIM_H

#include <errno.h>
#include <histedit.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

/* A key's function; returns one of the CC_ codes. The prototype is missing from histedit.h. */
typedef unsigned char (*libedit_key_function)(EditLine *, wint_t);
typedef char *(*libedit_prompt_function)(EditLine *);

/*
 * Opens an editor on three streams. Where the system does not know the terminal in TERM, or where `isPlain`
 * allows no escape sequences, `fallback` is taken in its stead; libedit's complaint is kept from the screen.
 */
static inline EditLine *libedit_open(
    const char *program, FILE *input, FILE *output, FILE *errors, const char *fallback, int isPlain) {
    char *complaint = NULL;
    size_t length = 0;
    FILE *listener = open_memstream(&complaint, &length);
    if (listener == NULL) { return NULL; }
    EditLine *editor =
        el_init_fd(program, input, output, listener, fileno(input), fileno(output), fileno(errors));
    fflush(listener);
    if (editor != NULL) {
        if (length > 0 || isPlain) { el_set(editor, EL_TERMINAL, fallback); }
        el_set(editor, EL_SETFP, 2, errors);
    }
    fclose(listener);
    free(complaint);
    return editor;
}

static inline int libedit_set_client_data(EditLine *editor, void *data) {
    return el_set(editor, EL_CLIENTDATA, data);
}

static inline void *libedit_get_client_data(EditLine *editor) {
    void *data = NULL;
    return el_get(editor, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}

/* `mark` stands before and after each stretch of the prompt that moves no column. */
static inline int libedit_set_prompt(EditLine *editor, libedit_prompt_function function, char mark) {
    return el_set(editor, EL_PROMPT_ESC, function, (int)mark);
}

static inline int libedit_set_right_prompt(EditLine *editor, libedit_prompt_function function, char mark) {
    return el_set(editor, EL_RPROMPT_ESC, function, (int)mark);
}

static inline int libedit_set_reader(EditLine *editor, el_rfunc_t function) {
    return el_wset(editor, EL_GETCFN, function);
}

static inline int libedit_set_editor(EditLine *editor, const char *name) {
    return el_set(editor, EL_EDITOR, name);
}

static inline int libedit_add_function(
    EditLine *editor, const char *name, const char *help, libedit_key_function function) {
    return el_set(editor, EL_ADDFN, name, help, function);
}

/* Binds `key` in the map in which text is typed. */
static inline int libedit_bind(EditLine *editor, const char *key, const char *function) {
    return el_set(editor, EL_BIND, key, function, NULL);
}

/* Binds `key` in vi's command map. */
static inline int libedit_bind_in_command_mode(EditLine *editor, const char *key, const char *function) {
    return el_set(editor, EL_BIND, "-a", key, function, NULL);
}

/* Changes a terminal flag (`-isig`) that holds while a line is edited. */
static inline int libedit_set_editing_mode_flag(EditLine *editor, const char *flag) {
    return el_set(editor, EL_SETTY, "-d", flag, NULL);
}

static inline int libedit_set_editing(EditLine *editor, int on) {
    return el_set(editor, EL_EDITMODE, on);
}

static inline int libedit_is_editing(EditLine *editor) {
    int on = 1;
    return el_get(editor, EL_EDITMODE, &on) == 0 ? on : 1;
}

static inline int libedit_set_raw(EditLine *editor, int on) {
    return el_set(editor, EL_PREP_TERM, on);
}

/* Forgets what is on the screen and draws prompt and line from the cursor on. */
static inline int libedit_refresh(EditLine *editor) {
    return el_set(editor, EL_REFRESH);
}

/* Makes libedit take the terminal for one of that size, until `el_resize` asks it again. */
static inline int libedit_set_size(EditLine *editor, const char *rows, const char *columns) {
    return el_set(editor, EL_SETTC, "li", rows, NULL) == 0 && el_set(editor, EL_SETTC, "co", columns, NULL) == 0
        ? 0 : -1;
}

static inline int libedit_set_history(EditLine *editor, History *lines) {
    return el_set(editor, EL_HIST, history, lines);
}

static inline int libedit_history_set_size(History *lines, int size) {
    HistEvent event;
    return history(lines, &event, H_SETSIZE, size);
}

static inline int libedit_history_set_unique(History *lines, int on) {
    HistEvent event;
    return history(lines, &event, H_SETUNIQUE, on);
}

static inline int libedit_history_enter(History *lines, const char *line) {
    HistEvent event;
    return history(lines, &event, H_ENTER, line);
}

static inline int libedit_history_clear(History *lines) {
    HistEvent event;
    return history(lines, &event, H_CLEAR);
}

#endif
