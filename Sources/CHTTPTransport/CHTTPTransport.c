#include "CHTTPTransport.h"

#include <dlfcn.h>
#include <string.h>
#include <strings.h>

/* The numbers of libcurl's options and results, which are part of its binary interface and never change. */
enum {
    OPTION_WRITEDATA = 10001,
    OPTION_URL = 10002,
    OPTION_ERRORBUFFER = 10010,
    OPTION_POSTFIELDS = 10015,
    OPTION_HTTPHEADER = 10023,
    OPTION_HEADERDATA = 10029,
    OPTION_POST = 47,
    OPTION_FOLLOWLOCATION = 52,
    OPTION_CAINFO = 10065,
    OPTION_HTTP_VERSION = 84,
    OPTION_NOSIGNAL = 99,
    OPTION_TIMEOUT_MS = 155,
    OPTION_CONNECTTIMEOUT_MS = 156,
    OPTION_NOPROXY = 10177,
    OPTION_PROTOCOLS = 181,
    OPTION_WRITEFUNCTION = 20011,
    OPTION_HEADERFUNCTION = 20079,
    OPTION_POSTFIELDSIZE_LARGE = 30120,
    OPTION_QUICK_EXIT = 322,
    INFO_RESPONSE_CODE = 0x200002,
    VERSION_1_1 = 2,
    PROTOCOL_HTTP = 1,
    PROTOCOL_HTTPS = 2,
    GLOBAL_ALL = 3
};

enum {
    DONE = 0,
    NOT_RESOLVED_PROXY = 5,
    NOT_RESOLVED = 6,
    NOT_CONNECTED = 7,
    WRITE_REFUSED = 23,
    TIMED_OUT = 28,
    TLS_CONNECT = 35,
    TLS_ENGINE = 53,
    TLS_CERTIFICATE = 58,
    TLS_CIPHER = 59,
    TLS_PEER = 60,
    TLS_AUTHORITIES = 77,
    TLS_ISSUER = 83
};

typedef struct curl curl;
typedef struct curl_list curl_list;

static struct {
    int (*global_init)(long);
    curl *(*init)(void);
    int (*setopt)(curl *, int, ...);
    int (*perform)(curl *);
    int (*getinfo)(curl *, int, ...);
    void (*cleanup)(curl *);
    const char *(*error)(int);
    curl_list *(*append)(curl_list *, const char *);
    void (*free_list)(curl_list *);
} library;

static int load(void) {
    static int is_loaded;
    if (is_loaded) return 1;
    const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"};
    void *handle = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && handle == NULL; i++) {
        handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    if (handle == NULL) return 0;
    *(void **)&library.global_init = dlsym(handle, "curl_global_init");
    *(void **)&library.init = dlsym(handle, "curl_easy_init");
    *(void **)&library.setopt = dlsym(handle, "curl_easy_setopt");
    *(void **)&library.perform = dlsym(handle, "curl_easy_perform");
    *(void **)&library.getinfo = dlsym(handle, "curl_easy_getinfo");
    *(void **)&library.cleanup = dlsym(handle, "curl_easy_cleanup");
    *(void **)&library.error = dlsym(handle, "curl_easy_strerror");
    *(void **)&library.append = dlsym(handle, "curl_slist_append");
    *(void **)&library.free_list = dlsym(handle, "curl_slist_free_all");
    if (!library.global_init || !library.init || !library.setopt || !library.perform || !library.getinfo
        || !library.cleanup || !library.error || !library.append || !library.free_list) {
        return 0;
    }
    is_loaded = library.global_init(GLOBAL_ALL) == 0;
    return is_loaded;
}

struct reading {
    struct http_answer *answer;
    size_t bytes;
    size_t most;
    int is_full;
    /* Whether the headers of an answer that is no interim one came to their end. */
    int is_headed;
};

static size_t read_header(char *line, size_t size, size_t count, void *user) {
    struct reading *reading = user;
    size_t bytes = size * count;
    static const char name[] = "retry-after:";
    const size_t name_bytes = sizeof name - 1;
    if (bytes > 5 && strncmp(line, "HTTP/", 5) == 0) {
        /* What stood in an interim answer does not count. */
        reading->answer->retry_after[0] = '\0';
        reading->is_headed = 0;
    } else if (bytes > 0 && (line[0] == '\r' || line[0] == '\n')) {
        reading->is_headed = 1;
    } else if (bytes > name_bytes && strncasecmp(line, name, name_bytes) == 0) {
        const char *from = line + name_bytes;
        const char *to = line + bytes;
        while (from < to && (*from == ' ' || *from == '\t')) from++;
        while (from < to && (unsigned char)to[-1] <= ' ') to--;
        size_t length = (size_t)(to - from);
        if (length < sizeof reading->answer->retry_after) {
            memcpy(reading->answer->retry_after, from, length);
            reading->answer->retry_after[length] = '\0';
        }
    }
    return bytes;
}

static size_t read_body(char *data, size_t size, size_t count, void *user) {
    struct reading *reading = user;
    (void)data;
    reading->bytes += size * count;
    if (reading->bytes > reading->most) {
        reading->is_full = 1;
        return 0;
    }
    return size * count;
}

static enum http_result result_of(int code) {
    switch (code) {
    case TIMED_OUT: return HTTP_TIMED_OUT;
    case NOT_RESOLVED_PROXY:
    case NOT_RESOLVED: return HTTP_NOT_RESOLVED;
    case NOT_CONNECTED: return HTTP_NOT_CONNECTED;
    case TLS_CONNECT:
    case TLS_ENGINE:
    case TLS_CERTIFICATE:
    case TLS_CIPHER:
    case TLS_PEER:
    case TLS_AUTHORITIES:
    case TLS_ISSUER: return HTTP_NOT_SECURE;
    default: return HTTP_BROKEN;
    }
}

void http_transport_post(const struct http_post *post, struct http_answer *answer) {
    memset(answer, 0, sizeof *answer);
    answer->result = HTTP_NO_LIBRARY;
    curl *handle = load() ? library.init() : NULL;
    if (handle == NULL) return;
    char words[256] = "";
    struct reading reading = {.answer = answer, .most = post->most_answer_bytes};
    /* Neither is sent unless asked for: curl would wait for leave to send a longer body. */
    curl_list *headers = library.append(NULL, "Expect:");
    int is_ready = headers != NULL;
    for (size_t i = 0; i < post->header_count; i++) {
        curl_list *more = library.append(headers, post->headers[i]);
        if (more == NULL) is_ready = 0;
        else headers = more;
    }
    int code = 0;
    code |= library.setopt(handle, OPTION_ERRORBUFFER, words);
    code |= library.setopt(handle, OPTION_URL, post->url);
    code |= library.setopt(
        handle, OPTION_PROTOCOLS, (long)(post->is_loopback ? PROTOCOL_HTTP | PROTOCOL_HTTPS : PROTOCOL_HTTPS));
    code |= library.setopt(handle, OPTION_FOLLOWLOCATION, 0L);
    code |= library.setopt(handle, OPTION_HTTP_VERSION, (long)VERSION_1_1);
    code |= library.setopt(handle, OPTION_NOSIGNAL, 1L);
    code |= library.setopt(handle, OPTION_TIMEOUT_MS, post->milliseconds);
    code |= library.setopt(handle, OPTION_CONNECTTIMEOUT_MS, post->milliseconds);
    code |= library.setopt(handle, OPTION_POST, 1L);
    code |= library.setopt(handle, OPTION_POSTFIELDS, post->body);
    code |= library.setopt(handle, OPTION_POSTFIELDSIZE_LARGE, (long long)post->body_bytes);
    code |= library.setopt(handle, OPTION_HTTPHEADER, headers);
    code |= library.setopt(handle, OPTION_HEADERFUNCTION, read_header);
    code |= library.setopt(handle, OPTION_HEADERDATA, &reading);
    code |= library.setopt(handle, OPTION_WRITEFUNCTION, read_body);
    code |= library.setopt(handle, OPTION_WRITEDATA, &reading);
    if (post->is_loopback) code |= library.setopt(handle, OPTION_NOPROXY, "*");
    if (post->certificates != NULL) code |= library.setopt(handle, OPTION_CAINFO, post->certificates);
    /* Older libraries do not know it; then a name that cannot be resolved may take its time. */
    library.setopt(handle, OPTION_QUICK_EXIT, 1L);
    if (code != 0 || !is_ready) {
        answer->result = HTTP_BROKEN;
    } else {
        code = library.perform(handle);
        long status = 0;
        library.getinfo(handle, INFO_RESPONSE_CODE, &status);
        if ((code == DONE && reading.is_headed) || (code == WRITE_REFUSED && reading.is_full)) {
            answer->result = HTTP_ANSWERED;
            answer->status = (int)status;
        } else if (code == DONE) {
            /* To the library headers that are cut short are headers. */
            answer->result = HTTP_BROKEN;
        } else {
            answer->result = result_of(code);
            const char *text = words[0] != '\0' ? words : library.error(code);
            strncpy(answer->message, text, sizeof answer->message - 1);
        }
    }
    library.cleanup(handle);
    library.free_list(headers);
}
