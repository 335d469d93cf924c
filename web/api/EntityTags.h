// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace everbounce {

/// How tags are compared (RFC 9110, section 8.8.3.2): a strong comparison takes no weak ones.
enum class TagComparison { Strong, Weak };

/// The tags of an If-Match or If-None-Match field, without their quotation marks; "*" stands for any.
/// Nothing if the field is malformed. Pure.
std::optional<QList<QByteArray>> readEntityTags(const QByteArray &field, TagComparison comparison);

} // namespace everbounce
