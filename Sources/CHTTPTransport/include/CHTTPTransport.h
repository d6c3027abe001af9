/*
 * One HTTP POST with a total deadline, through the system's libcurl.
 *
 * The library is opened when something is sent and not before, so that no other command pays for loading it, and the
 * program starts where it is not installed.
 */
#ifndef CHTTPTRANSPORT_H
#define CHTTPTRANSPORT_H

#include <stddef.h>

enum http_result {
    /* There is an answer: `status` is set. */
    HTTP_ANSWERED = 0,
    HTTP_NO_LIBRARY,
    HTTP_TIMED_OUT,
    HTTP_NOT_RESOLVED,
    HTTP_NOT_CONNECTED,
    /* No secure connection, or a certificate that does not hold. */
    HTTP_NOT_SECURE,
    /* The connection broke, or what came is no HTTP. */
    HTTP_BROKEN
};

struct http_post {
    const char *url;
    /* Lines such as `content-type: application/json`. */
    const char *const *headers;
    size_t header_count;
    const void *body;
    size_t body_bytes;
    /* For everything: name, connection, request, answer. */
    long milliseconds;
    /* How much of an answer's body is read; what comes behind it is not waited for. */
    size_t most_answer_bytes;
    /* Whether the address is the machine's own: then no proxy is asked, and HTTP without TLS will do. */
    int is_loopback;
    /* A file of certificates to trust instead of the system's; null for those. */
    const char *certificates;
};

struct http_answer {
    enum http_result result;
    int status;
    /* The value of Retry-After; empty where there is none. */
    char retry_after[128];
    /* The library's own words on what went wrong; empty where nothing did. */
    char message[256];
};

/* Posts and waits for the whole answer; redirects are answers like any other and never followed. */
void http_transport_post(const struct http_post *post, struct http_answer *answer);

#endif
