// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/process/EngineProcess.h"

#include "engine/base/cbor/Cbor.h"

#include <algorithm>
#include <csignal>

namespace everbounce {
namespace {

QString describe(int code, QProcess::ExitStatus status)
{
    // QProcess reports the signal as the exit code of a crash.
    return status == QProcess::CrashExit ? QStringLiteral("was killed by signal %1").arg(code)
                                         : QStringLiteral("ended with exit status %1").arg(code);
}

} // namespace

EngineProcess::EngineProcess(const QString &program, Understand understand, QObject *parent)
    : QObject(parent)
    , m_program(program)
    , m_understand(std::move(understand))
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineProcess::readReplies);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        finish(describe(code, status), status == QProcess::CrashExit && code == SIGKILL);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(QStringLiteral("could not be started: %1").arg(m_process.errorString()));
    });
}

void EngineProcess::start(const QStringList &arguments)
{
    m_process.start(m_program, arguments);
}

EngineProcess::~EngineProcess()
{
    m_ended = true;
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000); // it is killed: this reaps it within a moment
}

void EngineProcess::ask(quint64 number, const Question &question)
{
    // Once confined it stays so, and may be confined further.
    if (!m_loadable || (question.leaves && question.leaves->isEmpty()))
        m_loadable = question.leaves;
    send(number, question.content);
}

void EngineProcess::send(quint64 number, const EngineOrder &order)
{
    m_process.write(framed(encodedCbor(encodeOrder(number, order))));
}

bool EngineProcess::canAnswer(const Question &question) const
{
    return !m_loadable || std::ranges::all_of(question.needs, [this](const QString &file) {
        return m_loadable->contains(file);
    });
}

void EngineProcess::retire()
{
    m_ended = true;
    m_process.disconnect(this);
    if (!running())
        return deleteLater();
    // Not waited for: a process with much memory takes its time to end.
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
        const auto number = numberOf(value);
        const auto answer = number ? m_understand(value.toMap()) : std::nullopt;
        if (!answer)
            return finish(QStringLiteral("gave an answer that cannot be understood"));
        if (m_loadable && answer->isRefusal)
            m_loadable
                ->clear(); // perhaps something could not be loaded, and can be once its file is complete
        Q_EMIT replied(*number, *answer);
    }
    if (m_frames.failed())
        finish(QStringLiteral("gave an answer that cannot be understood"));
}

void EngineProcess::finish(const QString &how, bool killed)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT ended(how, killed);
}

} // namespace everbounce
