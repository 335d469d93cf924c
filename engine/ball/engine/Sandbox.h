// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// What an engine is for.
enum class EngineTask {
    Ball,   ///< to fly the ball
    Preview ///< to fly a text ahead that somebody is writing: for a moment, with little memory and processor
            ///< time, after the ball's
};

/// Drops the rights that an engine never needs, since this process is going to run foreign code. Its memory
/// and files are limited, it has no privileges and gets none, it is the first to be killed when memory is
/// short, and it may ask the kernel only for what SystemCalls::Loading allows. Call it before there is
/// another thread; there is no way back. Code that runs later is confined further (see ForeignCode.h). False
/// if the kernel has no system call filters.
[[nodiscard]] bool enterSandbox(EngineTask task = EngineTask::Ball);

} // namespace everbounce
