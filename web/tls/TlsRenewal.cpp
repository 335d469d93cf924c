// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tls/TlsRenewal.h"

#include <QLoggingCategory>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(tlsLog, "everbounce.tls")

} // namespace

TlsRenewal::TlsRenewal(QObject *parent)
    : QObject(parent)
{
    connect(&m_renewal, &FileRenewal::replaced, this, &TlsRenewal::read);
}

void TlsRenewal::follow(const TlsFiles &files, const TlsContext &used)
{
    m_context = used;
    m_files = files;
    m_renewal.follow({files.certificate, files.key});
}

void TlsRenewal::read()
{
    const TlsPair pair = readTlsPair(m_files);
    // Out of date is better than nothing at a start, but not better than one that is good.
    const bool isWorse = pair && isInDate(m_context) && !isInDate(pair.context);
    if (!pair || isWorse) {
        qCWarning(tlsLog).noquote() << (pair ? pair.warning : pair.problem)
                                    << "The certificate that was there before stays in use.";
        return;
    }
    m_context = pair.context;
    if (!pair.warning.isEmpty())
        qCWarning(tlsLog).noquote() << pair.warning;
    qCInfo(tlsLog).noquote() << "A new certificate is in use:" << m_files.certificate;
    Q_EMIT renewed(pair);
}

} // namespace everbounce
