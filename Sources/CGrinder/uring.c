#include "grinder_uring.h"
#include <errno.h>
#include <liburing.h>
#include <stdlib.h>

enum { TAG_WRITE = 1, TAG_SYNC = 2 };

struct gr_uring {
    struct io_uring ring;
    bool writing;
    bool syncing;       // not collected
    bool sync_finished;
    int32_t write_result;
    int32_t sync_result;
};

static bool can(struct io_uring *ring) {
    struct io_uring_probe *probe = io_uring_get_probe_ring(ring);
    if (!probe) return false;
    bool both = io_uring_opcode_supported(probe, IORING_OP_WRITE) && io_uring_opcode_supported(probe, IORING_OP_FSYNC);
    io_uring_free_probe(probe);
    return both;
}

gr_uring_t *gr_uring_open(int32_t *error) {
    gr_uring_t *r = calloc(1, sizeof *r);
    if (!r) {
        *error = ENOMEM;
        return NULL;
    }
    int result = io_uring_queue_init(4, &r->ring, 0);
    if (result == 0 && !can(&r->ring)) {
        io_uring_queue_exit(&r->ring);
        result = -EOPNOTSUPP;
    }
    *error = -result;
    if (result == 0) return r;
    free(r);
    return NULL;
}

static void take(gr_uring_t *r, struct io_uring_cqe *cqe) {
    if (cqe->user_data == TAG_WRITE) {
        r->writing = false;
        r->write_result = cqe->res;
    } else {
        r->sync_finished = true;
        r->sync_result = cqe->res;
    }
    io_uring_cqe_seen(&r->ring, cqe);
}

static int wait_one(gr_uring_t *r) {
    struct io_uring_cqe *cqe;
    int result;
    do result = io_uring_wait_cqe(&r->ring, &cqe);
    while (result == -EINTR);
    if (result == 0) take(r, cqe);
    return result;
}

static int submit(gr_uring_t *r, unsigned completions) {
    while (io_uring_sq_ready(&r->ring) > 0) {
        int result = io_uring_submit_and_wait(&r->ring, completions);
        if (result < 0 && result != -EINTR && result != -EAGAIN) return result;
    }
    return 0;
}

static void prepare_sync(gr_uring_t *r, int fd) {
    struct io_uring_sqe *sqe = io_uring_get_sqe(&r->ring);  // 4 entries, at most 2 in use
    io_uring_prep_fsync(sqe, fd, IORING_FSYNC_DATASYNC);
    sqe->user_data = TAG_SYNC;
    r->syncing = true;
    r->sync_finished = false;
}

int64_t gr_uring_write(gr_uring_t *r, int32_t fd, const void *bytes, uint32_t count, uint64_t offset, bool sync) {
    if (sync && r->syncing) return -EBUSY;
    struct io_uring_sqe *sqe = io_uring_get_sqe(&r->ring);
    io_uring_prep_write(sqe, fd, bytes, count, offset);
    sqe->user_data = TAG_WRITE;
    r->writing = true;
    if (sync) {
        sqe->flags |= IOSQE_IO_LINK;
        prepare_sync(r, fd);
    }
    int result = submit(r, 1);
    if (result < 0) return result;
    while (r->writing) {
        result = wait_one(r);
        if (result < 0) return result;
    }
    return r->write_result;
}

int32_t gr_uring_sync(gr_uring_t *r, int32_t fd) {
    if (r->syncing) return -EBUSY;
    prepare_sync(r, fd);
    return submit(r, 0);
}

int32_t gr_uring_collect_sync(gr_uring_t *r, bool wait) {
    if (!r->syncing) return 0;
    while (!r->sync_finished) {
        struct io_uring_cqe *cqe;
        if (!wait) {
            if (io_uring_peek_cqe(&r->ring, &cqe) != 0) return -EAGAIN;
            take(r, cqe);
            continue;
        }
        int result = wait_one(r);
        if (result < 0) return result;
    }
    r->syncing = false;
    return r->sync_result < 0 ? r->sync_result : 0;
}

bool gr_uring_is_syncing(const gr_uring_t *r) { return r->syncing; }

void gr_uring_close(gr_uring_t *r) {
    while (r->writing || (r->syncing && !r->sync_finished))
        if (wait_one(r) < 0) break;
    io_uring_queue_exit(&r->ring);
    free(r);
}
