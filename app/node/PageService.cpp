// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/PageService.h"

#include "app/node/NodePaths.h"
#include "app/process/CallOn.h"
#include "web/access/tokens/OperatorToken.h"

#include <QFile>
#include <QLoggingCategory>

#include <utility>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(pageLog, "everbounce.page")

QHostAddress pageAddress(const QString &listen)
{
    if (listen == QLatin1String("loopback"))
        return QHostAddress::LocalHost;
    return listen == QLatin1String("lan") ? QHostAddress(QHostAddress::Any) : QHostAddress(listen);
}

} // namespace

PageService::PageService()
    : m_gateway(new Gateway)
{
    m_thread.setObjectName(QStringLiteral("web"));
    m_gateway->moveToThread(&m_thread);
    connect(m_gateway, &QObject::destroyed, &m_thread, &QThread::quit, Qt::DirectConnection);
    connect(m_gateway, &Gateway::certificateChanged, this, &PageService::writeRunCertificates);
    m_thread.start();
}

PageService::~PageService()
{
    close();
}

/// The thread's loop outlives the gateway, whose connections free later what may be in use.
void PageService::close()
{
    if (Gateway *gateway = std::exchange(m_gateway, nullptr))
        gateway->deleteLater();
    m_thread.wait();
}

QString PageService::open(const Options &options)
{
    GatewayAccess access{.runToken = m_runToken.text(),
                         .tokenFile = folderOfUser(options) + QLatin1String("/tokens.json"),
                         .faults = options.faults,
                         .breakable = options.coordination.breakable(),
                         .publicUrls = options.publicUrls,
                         .embedders = options.embedders,
                         .trustedProxies = options.access.trustedProxies,
                         .tlsFiles = options.access.tlsFiles,
                         .tls = options.access.tls};
    if (!options.operatorTokenFile.isEmpty()) {
        const OperatorTokenFile read = readOperatorToken(options.operatorTokenFile);
        if (!read.error.isEmpty())
            return read.error;
        access.operatorToken = read.token;
        access.operatorTokenFile = options.operatorTokenFile;
    }
    if (!access.tls.warning.isEmpty())
        qCWarning(pageLog).noquote() << access.tls.warning;
    m_at = callOn(m_gateway,
                  [&] { return m_gateway->listen(pageAddress(options.listen), options.httpPort, access); });
    if (m_at) {
        writeRunToken();
        writeRunCertificates(access.tls.certificates);
    }
    return m_at.error;
}

QString PageService::moveTo(const QString &listen)
{
    return use(callOn(m_gateway, [&] { return m_gateway->moveTo(pageAddress(listen)); }));
}

QString PageService::moveToPort(std::optional<quint16> port)
{
    const int former = m_at.url.port();
    const QString problem = use(callOn(m_gateway, [&] { return m_gateway->moveToPort(port); }));
    if (problem.isEmpty() && m_at.url.port() != former) {
        writeRunToken();
        writeRunCertificates(m_certificates);
    }
    return problem;
}

QString PageService::use(const ListenResult &result)
{
    if (result)
        m_at = result;
    return result.error;
}

PageLink PageService::makeLink(const QString &role) const
{
    return callOn(m_gateway, [&] { return m_gateway->makeLink(role); });
}

/// Without it, root and other programs on this machine need the operator's token; that is no reason not to
/// serve.
void PageService::writeRunToken()
{
    const QString problem = m_runToken.write(runDirectory(), quint16(m_at.url.port()));
    if (!problem.isEmpty())
        qCWarning(pageLog).noquote() << "There is no run token:" << problem;
}

/// By these everbouncectl knows this node on its own machine, whatever name they are for. Without them it
/// needs --ca.
void PageService::writeRunCertificates(const QByteArray &certificates)
{
    m_certificates = certificates;
    const QString path = runCertificateFile(runDirectory(), quint16(m_at.url.port()));
    if (certificates.isEmpty()) {
        QFile::remove(path); // of a former node, which was killed
        return;
    }
    const QString problem = m_runCertificates.write(path, certificates);
    if (!problem.isEmpty())
        qCWarning(pageLog).noquote() << "Programs on this machine have to be told the certificate:"
                                     << problem;
}

} // namespace everbounce
