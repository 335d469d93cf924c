// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Why a request is not valid: the status of the refusal, and one sentence for a person. Status 0 is no
/// fault.
struct HttpFault
{
    int status = 0;
    const char *detail = "";

    explicit operator bool() const { return status != 0; }
};

} // namespace everbounce
