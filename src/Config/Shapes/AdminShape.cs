using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>admin</c>: the listener for those who operate the gateway.</summary>
internal static class AdminShape
{
    private const string Off = "off";

    public static Shape<AdminConfig> Shape { get; } = new Shape<AdminConfig>(Arguments.Of("<address>|off", Split, Join))
        .Value("listen", Forms.ListenAddress, admin => admin.Listen, (admin, address) => admin with { Listen = address },
            "Where it listens.", OptionPlace.Line, fallback: "127.0.0.1:2019")
        .Switch(Off, admin => admin.Off, (admin, off) => admin with { Off = off }, "There is no admin listener.", OptionPlace.Line)
        .Refuse("enabled", "write `off = true`")
        .Refuse("origins", "the admin side answers under its own address, and to no page of another site");

    private static IEnumerable<OptionEntry> Split(OptionEntry line, ConfigContext context)
    {
        Arguments.RefuseWords(line, 1, context);
        return line.Values is [{ Text: Off } off, ..]
            ? [new OptionEntry(Off, off.Span, [], EntryForm.Words)]
            : [Arguments.Part(line, "listen", [.. line.Values.Take(1)])];
    }

    private static IEnumerable<OptionValue> Join(List<OptionEntry> entries) => Arguments.Take(entries, Off) is not null
        ? [new OptionValue(Off, default, ValueKind.Word)]
        : Arguments.Take(entries, "listen") is { } listen ? listen.Values : [];
}
