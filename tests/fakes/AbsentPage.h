// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>
#include <QUrl>

namespace everbounce {

/// The address of a page that is not there. Its port is taken, but nobody listens: connections are refused,
/// and no other program on this machine can get the port and answer in its place.
class AbsentPage
{
public:
    AbsentPage();

    QUrl url() const;

private:
    QTcpSocket m_holder;
};

} // namespace everbounce
