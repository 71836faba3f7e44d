using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A config that was sent shows no files that it may not read: <c>{file.PATH}</c> would read them for whoever asks.</summary>
internal sealed class PlaceholderFilesMayBeRead : IConfigRule
{
    private const string File = "file.";

    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var (name, span) in context.Placeholders.Used)
        {
            if (name.StartsWith(File, StringComparison.Ordinal)
                && !context.Vocabulary.Placeholders.Contains(name)
                && context.Files?.MayRead(name[File.Length..]) == false)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.FileUnreadable, span, $"a config that was sent cannot show `{name[File.Length..]}`: it lies outside the folder of the config file");
            }
        }
    }
}
