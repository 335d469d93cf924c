// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/StartupPages.h"

#include <cstddef>
#include <cstdint>

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

namespace everbounce {
namespace {

/// Segments that cannot be written are as their file is, so nothing is lost.
int giveBackCode(dl_phdr_info *object, std::size_t, void *)
{
    const auto page = std::uintptr_t(::sysconf(_SC_PAGESIZE));
    for (int i = 0; i < object->dlpi_phnum; ++i) {
        const ElfW(Phdr) &segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0)
            continue;
        const std::uintptr_t from = (object->dlpi_addr + segment.p_vaddr) & ~(page - 1);
        const std::uintptr_t to = object->dlpi_addr + segment.p_vaddr + segment.p_memsz;
        ::madvise(reinterpret_cast<void *>(from), to - from, MADV_DONTNEED);
    }
    return 0;
}

} // namespace

void giveBackStartupPages()
{
    ::dl_iterate_phdr(giveBackCode, nullptr);
}

} // namespace everbounce
