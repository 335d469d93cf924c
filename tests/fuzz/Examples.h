// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCborValue>

#include <functional>
#include <optional>
#include <vector>

namespace everbounce::fuzz {

/// A format of messages: well-formed ones, and what its decoder and then its encoder make of any value.
struct Format
{
    const char *name;
    std::vector<QCborValue> examples;
    std::function<std::optional<QCborValue>(const QCborValue &)> recoded; ///< nothing where it is refused
    bool isList = false; ///< crooked entries are left out, so that the whole is never refused
};

/// All that nodes, engines and disks say in CBOR.
std::vector<Format> allFormats();

/// A format with a seal: nothing but what was sealed is accepted.
struct SealedFormat
{
    const char *name;
    QByteArray example;
    std::function<bool(const QByteArray &)> isAccepted;
};

std::vector<SealedFormat> sealedFormats();

} // namespace everbounce::fuzz
