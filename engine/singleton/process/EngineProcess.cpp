// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/process/EngineProcess.h"

#include "engine/base/Cbor.h"

#include <algorithm>

namespace everbounce {
namespace {

QString describe(int code, QProcess::ExitStatus status)
{
    // QProcess reports the signal as the exit code of a crash.
    return status == QProcess::CrashExit ? QStringLiteral("was killed by signal %1").arg(code)
                                         : QStringLiteral("ended with exit status %1").arg(code);
}

} // namespace

EngineProcess::EngineProcess(const QString &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineProcess::readReplies);
    connect(&m_process, &QProcess::finished, this,
            [this](int code, QProcess::ExitStatus status) { finish(describe(code, status)); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(QStringLiteral("could not be started: %1").arg(m_process.errorString()));
    });
}

void EngineProcess::start()
{
    m_process.start(m_program, QStringList());
}

EngineProcess::~EngineProcess()
{
    m_ended = true;
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000); // it is killed: this reaps it within a moment
}

void EngineProcess::send(quint64 number, const EngineRequest &request)
{
    if (const auto *flight = std::get_if<FlightRequest>(&request))
        noteForeignCode(*flight);
    m_process.write(framed(encodeRequest(number, request).toCborValue().toCbor()));
}

void EngineProcess::noteForeignCode(const FlightRequest &request)
{
    const QStringList plugins = pluginsOf(request);
    if (codeOf(request).back()->kind == BehaviorCode::Kind::Script)
        m_plugins = QStringList(); // held in as a script from then on
    else if (!m_plugins && !plugins.isEmpty())
        m_plugins = plugins;
    else if (!m_plugins && hasScript(request))
        m_plugins = QStringList();
}

bool EngineProcess::canFly(const FlightRequest &request) const
{
    const QStringList needed = pluginsOf(request);
    return !m_plugins || std::all_of(needed.begin(), needed.end(),
                                     [this](const QString &path) { return m_plugins->contains(path); });
}

void EngineProcess::retire()
{
    m_ended = true;
    m_process.disconnect(this);
    if (!running())
        return deleteLater();
    // Not waited for: one that has much memory takes its time to end.
    connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
    m_process.kill();
}

bool EngineProcess::flush()
{
    constexpr int longest = 100; // ms; a pipe takes what it is given at once
    return m_process.bytesToWrite() == 0 || m_process.waitForBytesWritten(longest);
}

bool EngineProcess::catchUp()
{
    const qint64 unsent = m_process.bytesToWrite();
    m_process.waitForReadyRead(0);
    return m_process.bytesToWrite() < unsent;
}

void EngineProcess::readReplies()
{
    m_frames.append(m_process.readAllStandardOutput());
    while (const auto frame = m_frames.next()) {
        const QCborValue value = parsedCbor(*frame);
        if (!m_ready && everbounce::isReady(value)) {
            m_ready = true;
            Q_EMIT ready();
            continue;
        }
        const auto reply = decodeReply(value);
        if (!reply)
            return finish(QStringLiteral("answered what cannot be understood"));
        if (m_plugins && std::holds_alternative<FlightRefusal>(reply->reply))
            m_plugins->clear(); // perhaps one could not be loaded, and can be once its file is whole
        Q_EMIT replied(reply->number, reply->reply);
    }
    if (m_frames.failed())
        finish(QStringLiteral("answered what cannot be understood"));
}

void EngineProcess::finish(const QString &how)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT ended(how);
}

} // namespace everbounce
