// zlib.h's deflateInit2 is a macro, which Swift doesn't see.
#pragma once
#include <zlib.h>

static inline int tedori_gzip_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
