// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/AbsentPage.h"

#include <QHostAddress>

namespace everbounce {

AbsentPage::AbsentPage()
{
    if (!m_holder.bind(QHostAddress(QHostAddress::LocalHost), 0, QAbstractSocket::DontShareAddress))
        qFatal("No port can be taken: %s", qPrintable(m_holder.errorString()));
}

QUrl AbsentPage::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_holder.localPort()));
}

} // namespace everbounce
