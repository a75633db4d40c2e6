/* Loaded in front of libc by the tests (LD_PRELOAD).
 *
 * FK_TRACE=file      append one line for each fsync/fdatasync ("sync") and each write to
 *                    standard output ("out ..." with its first bytes).
 * FK_FAIL_FROM=n     from the nth write, sync or truncation on a file whose path contains
 *                    FK_FAIL_PATH on, fail with FK_FAIL_ERRNO (default ENOSPC), or with
 *                    FK_KILL set, die there at once.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls = 0;

static ssize_t (*real_write)(int, const void *, size_t);

static void trace(const char *text, size_t length) {
    const char *path = getenv("FK_TRACE");
    if (!path) return;
    if (!real_write) real_write = dlsym(RTLD_NEXT, "write");
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0) return;
    real_write(file, text, length);
    close(file);
}

static int fails(int file) {
    const char *from = getenv("FK_FAIL_FROM"), *part = getenv("FK_FAIL_PATH");
    if (!from || !part) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!strstr(path, part) || ++calls < atol(from)) return 0;
    if (getenv("FK_KILL")) kill(getpid(), SIGKILL);
    const char *number = getenv("FK_FAIL_ERRNO");
    errno = number ? atoi(number) : ENOSPC;
    return 1;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *data, size_t size) {
    if (!real_write) real_write = dlsym(RTLD_NEXT, "write");
    if (file == 1) {
        char line[64];
        int shown = size < 12 ? (int)size : 12;
        trace(line, (size_t)snprintf(line, sizeof line, "out %.*s\n", shown, (const char *)data));
    } else if (fails(file)) {
        return -1;
    }
    return real_write(file, data, size);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    REAL(pwrite);
    return fails(file) ? -1 : real(file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    return fails(file) ? -1 : real(file, data, size, at);
}

int fsync(int file) {
    REAL(fsync);
    if (fails(file)) return -1;
    trace("sync\n", 5);
    return real(file);
}

int fdatasync(int file) {
    REAL(fdatasync);
    if (fails(file)) return -1;
    trace("sync\n", 5);
    return real(file);
}

int ftruncate(int file, off_t length) {
    REAL(ftruncate);
    return fails(file) ? -1 : real(file, length);
}

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64);
    return fails(file) ? -1 : real(file, length);
}
