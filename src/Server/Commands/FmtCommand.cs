using System.CommandLine;
using System.Text;
using FerroGate.Config;
using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate fmt</c>: a Caddyfile in the layout that <c>caddy fmt</c> gives it.</summary>
internal static class FmtCommand
{
    private const string Stdin = "-";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Command Build(Terminal terminal)
    {
        var path = new Argument<string?>("path")
        {
            Description = "The Caddyfile, instead of --config; - reads standard input.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "PATH",
        };
        var config = ConfigFile.NewOption();
        var overwrite = new Option<bool>("--overwrite", "-w") { Description = "Write the file instead of printing it." };
        var diff = new Option<bool>("--diff", "-d") { Description = "Print what would change instead of the whole text." };
        var command = new Command("fmt", "Lay out a Caddyfile. Without --overwrite and --diff the exit code is 1 if its layout was another.")
        {
            path, config, overwrite, diff,
        };
        command.SetAction(parsed => parsed.GetValue(path) is not null && parsed.GetResult(config) is { Implicit: false }
            ? terminal.Misused("ferrogate fmt", "Say PATH or --config PATH, not both.")
            : Run(parsed.GetValue(path) ?? parsed.GetRequiredValue(config), parsed.GetValue(overwrite), parsed.GetValue(diff), terminal));
        return command;
    }

    private static int Run(string path, bool overwrite, bool diff, Terminal terminal)
    {
        if (path == Stdin && overwrite)
            return terminal.Misused("ferrogate fmt", "Standard input cannot be overwritten.");

        if (path != Stdin && ConfigLoader.FormatOf(path) != ConfigFormat.Caddyfile)
            return terminal.Fail($"{path} is no Caddyfile by its name; only Caddyfiles can be laid out.");

        try
        {
            var text = Read(path);
            var result = CaddyfileFormatter.Format(new SourceFile(path == Stdin ? "stdin" : path, text));
            if (result.Text is not { } formatted)
            {
                ConfigFile.Say(result.Diagnostics, terminal);
                return ExitCode.Failure;
            }

            if (diff)
                terminal.Output.Write(UnifiedDiff.Of(path, text, formatted));
            else if (!overwrite)
                terminal.Output.Write(formatted);

            if (overwrite && formatted != text)
                File.WriteAllText(path, formatted, Utf8);

            // Who pipes a text through wants the result; who names a file may be asking whether it is in order.
            return formatted == text || overwrite || diff || path == Stdin ? ExitCode.Ok : ExitCode.Failure;
        }
        catch (DecoderFallbackException)
        {
            return terminal.Fail($"{path} is not UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail(exception.Message);
        }
    }

    private static string Read(string path)
    {
        using var stream = path == Stdin ? Console.OpenStandardInput() : File.OpenRead(path);
        using var reader = new StreamReader(stream, Utf8);
        return reader.ReadToEnd();
    }
}
