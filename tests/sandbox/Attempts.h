// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace everbounce {

/// What hostile code would try: each call is made, and those that the kernel did not refuse are named. None
/// of them does harm where it gets through. A call counts as refused where it fails with EPERM, EACCES or
/// ENOSYS.
///
/// `node` is another process of the same user; `secret` a file that this user can read, in a folder in which
/// it can write.
std::vector<std::string> harmfulCalls(pid_t node, const std::string &secret);

/// What is fair for native code as it is loaded, and for no code at work.
std::vector<std::string> fileCalls(const std::string &secret);

/// What native code may do and an interpreter need not.
std::vector<std::string> nativeCalls();

} // namespace everbounce
