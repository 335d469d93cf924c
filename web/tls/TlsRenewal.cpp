// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tls/TlsRenewal.h"

#include <QLoggingCategory>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(tlsLog, "everbounce.tls")

using namespace std::chrono_literals;

} // namespace

TlsRenewal::TlsRenewal(QObject *parent)
    : QObject(parent)
{
    m_look.setInterval(2s);
    connect(&m_look, &QTimer::timeout, this, &TlsRenewal::look);
}

void TlsRenewal::follow(const TlsFiles &files, const TlsContext &used)
{
    m_context = used;
    m_files = files;
    m_used = m_seen = prints();
    m_look.start();
}

/// One file is replaced after the other: what changed since the last look may not be whole yet.
void TlsRenewal::look()
{
    const Prints now = prints();
    const bool isSettled = std::exchange(m_seen, now) == now;
    if (!isSettled || now == m_used || now == m_refused)
        return;
    const TlsPair pair = readTlsPair(m_files);
    // Out of date is better than nothing at a start, but not better than one that is good.
    const bool isWorse = pair && isInDate(m_context) && !isInDate(pair.context);
    if (!pair || isWorse) {
        m_refused = now;
        qCWarning(tlsLog).noquote() << (pair ? pair.warning : pair.problem)
                                    << "The certificate that was there before stays in use.";
        return;
    }
    m_used = now;
    m_context = pair.context;
    m_refused = {};
    if (!pair.warning.isEmpty())
        qCWarning(tlsLog).noquote() << pair.warning;
    qCInfo(tlsLog).noquote() << "A new certificate is in use:" << m_files.certificate;
    Q_EMIT renewed(pair);
}

} // namespace everbounce
