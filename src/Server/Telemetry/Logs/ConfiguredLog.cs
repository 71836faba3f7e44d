using FerroGate.Config.Model.Servers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>A <c>log</c> of the config, ready to be written to.</summary>
/// <param name="output">Where its lines go; <c>null</c> is nowhere.</param>
/// <param name="form">How they look.</param>
/// <param name="level">What is less bad is not written.</param>
/// <param name="sampler">What writes only some of many; <c>null</c> for all.</param>
internal sealed class ConfiguredLog(LogOutput? output, LogForm form, LogLevelName level, LogSampler? sampler)
{
    public LogForm Form => form;

    public LogLevelName Level => level;

    /// <summary>Whether a line of this level is to be written now; it counts for sampling.</summary>
    public bool Takes(LogLevelName wanted) => output is not null && wanted >= level && sampler?.Takes() != false;

    public void Write(LogLine line) => output?.Write(line.Finish());

    /// <summary>Writes one of many lines, a moment later.</summary>
    public void Gather(LogLine line) => output?.Gather(line.Finish());
}
