// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Screen.h"

#include "tests/cluster/harness/Wait.h"

namespace everbounce::harness {

Screen::Screen()
{
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                    QStringLiteral("0"), QStringLiteral("1280x900x24"), QStringLiteral("-nolisten"),
                    QStringLiteral("tcp")});
    waitUntil([this] {
        m_display += QString::fromLatin1(m_server.readAllStandardOutput());
        return m_display.endsWith(u'\n') || m_server.state() == QProcess::NotRunning;
    });
    m_display = u':' + m_display.trimmed();
}

Screen::~Screen()
{
    m_camera.kill();
    m_camera.waitForFinished();
    m_server.terminate();
    m_server.waitForFinished();
}

QMap<QString, QString> Screen::environment() const
{
    return {{QStringLiteral("DISPLAY"), m_display},
            {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")},
            {QStringLiteral("QT_QUICK_BACKEND"), QStringLiteral("software")}};
}

bool Screen::press(const char *keys) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("xdotool"),
                  QStringLiteral("search --sync --onlyvisible --name Everbounce windowfocus --sync key %1")
                      .arg(QLatin1String(keys))
                      .split(u' '));
    return waitUntil([&] { return process.state() == QProcess::NotRunning; }) && process.exitCode() == 0;
}

void Screen::photograph(const QString &name) const
{
    QProcess::execute(QStringLiteral("import"),
                      {QStringLiteral("-display"), m_display, QStringLiteral("-window"),
                       QStringLiteral("root"),
                       QStringLiteral("%1/%2.png").arg(QCoreApplication::applicationDirPath(), name)});
}

void Screen::film(const QString &directory)
{
    m_camera.start(QStringLiteral("bash"),
                   {QStringLiteral("-c"),
                    QStringLiteral("mkdir -p \"$1\"; while :; do import -display \"$0\" -window root "
                                   "\"$1/$(date +%s%3N).png\"; done"),
                    m_display, directory});
}

} // namespace everbounce::harness
