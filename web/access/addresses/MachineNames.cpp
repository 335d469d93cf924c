// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/addresses/MachineNames.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QMutex>
#include <QNetworkInterface>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include <netdb.h>
#include <sys/socket.h>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds lookForAnswer = 250ms;

/// A name server may know another full name later, though nothing else has changed: the bare name is an
/// answer, too.
constexpr int looksBetweenQuestions = 20;

} // namespace

/// What a thread of its own finds out: a name server may take half a minute.
struct MachineNames::Question
{
    bool isNew = false; ///< asked since the machine has changed
    QMutex mutex;
    std::optional<QString> answer; ///< the rest is not the thread's
};

MachineNames::MachineNames(QObject *parent, std::chrono::milliseconds interval)
    : QObject(parent)
    , m_interval(interval)
{
    connect(&m_look, &QTimer::timeout, this, &MachineNames::look);
}

void MachineNames::follow()
{
    look();
}

void MachineNames::forget()
{
    m_look.stop();
    m_fullName.clear();
    if (!std::exchange(m_names, {}).isEmpty())
        Q_EMIT changed({});
}

void MachineNames::look()
{
    takeAnswer();
    const QStringList names = namesOfThisMachine();
    const bool isNew = names != m_names;
    m_names = names;
    if (++m_looksSinceQuestion > looksBetweenQuestions || isNew)
        ask(isNew);
    if (isNew)
        Q_EMIT changed(m_names + QStringList(m_fullName));
    m_look.start(m_question ? std::min(lookForAnswer, m_interval) : m_interval);
}

void MachineNames::ask(bool isNew)
{
    m_looksSinceQuestion = 0;
    const bool isAsked = m_question != nullptr;
    if (!isAsked)
        m_question = std::make_shared<Question>();
    m_question->isNew = m_question->isNew || isNew;
    if (isAsked)
        return;
    std::thread([question = m_question] {
        const QString name = fullNameOfThisMachine();
        const QMutexLocker lock(&question->mutex);
        question->answer = name;
    }).detach();
}

void MachineNames::takeAnswer()
{
    if (!m_question)
        return;
    const auto question = m_question;
    const QMutexLocker lock(&question->mutex);
    if (!question->answer)
        return;
    m_question.reset();
    if (question->answer->isEmpty() && !question->isNew)
        return; // a name server that is away for a moment takes no name from the machine
    if (std::exchange(m_fullName, *question->answer) != *question->answer)
        Q_EMIT changed(m_names + QStringList(m_fullName));
}

QStringList namesOfThisMachine()
{
    const QString name = QHostInfo::localHostName();
    QStringList names{name, name + QLatin1String(".local")};
    if (const QString domain = QHostInfo::localDomainName(); !domain.isEmpty())
        names << name + QLatin1Char('.') + domain;
    for (QHostAddress address : QNetworkInterface::allAddresses()) {
        address.setScopeId({});
        names << address.toString();
    }
    return names;
}

QString fullNameOfThisMachine()
{
    addrinfo hints = {};
    hints.ai_flags = AI_CANONNAME;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(qPrintable(QHostInfo::localHostName()), nullptr, &hints, &found) != 0)
        return {};
    const QString name = QString::fromLatin1(found->ai_canonname);
    freeaddrinfo(found);
    return name;
}

} // namespace everbounce
