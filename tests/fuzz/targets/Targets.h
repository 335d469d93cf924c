// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace everbounce::fuzz {

/// A parser of input from outside, for arbitrary bytes. Its corpus is in tests/fuzz/corpus/NAME.
struct Target
{
    const char *name;
    void (*run)(const QByteArray &input); ///< ends the process where a promise does not hold
};

/// All of them. A new one takes a function below, a line in Targets.cpp and a directory with a few inputs.
const std::vector<Target> &allTargets();

/// Ends the process with these words where that does not hold.
void promise(bool holds, const char *words);

void runBeacon(const QByteArray &input);
void runCommand(const QByteArray &input);
void runEngineMessage(const QByteArray &input);
void runFrames(const QByteArray &input);
void runInvitation(const QByteArray &input);
void runLinkMessage(const QByteArray &input);
void runPairing(const QByteArray &input);
void runPlugin(const QByteArray &input);
void runRecord(const QByteArray &input);
void runRequest(const QByteArray &input);
void runRing(const QByteArray &input);
void runScript(const QByteArray &input);
void runSnapshot(const QByteArray &input);
void runWebSocket(const QByteArray &input);

} // namespace everbounce::fuzz
