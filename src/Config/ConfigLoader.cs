using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Toml;
using FerroGate.Config.Validation;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config;

/// <summary>Turns a config text into a checked <see cref="GatewayConfig"/>, or into everything that is wrong with it.</summary>
/// <param name="vocabulary">The names that other parts of the program own.</param>
/// <param name="environment">The value of an environment variable; <c>null</c> where it is not set.</param>
public sealed class ConfigLoader(Vocabulary vocabulary, Func<string, string?> environment)
{
    /// <summary>Reads a file; its name says in which language it is written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">Where it and what it imports come from; without it, from this machine.</param>
    public ConfigResult Load(string path, IConfigFiles? files = null)
    {
        try
        {
            if (Directory.Exists(path))
                return Failed(DiagnosticCodes.FileUnreadable, $"{path} is a directory; name the config file in it, such as {Path.Combine(path, "Caddyfile")}", null);

            // One character more than may be is enough for the reader to say so.
            files ??= new DiskFiles();
            var text = files.Read(path, TextBudget.MostCharacters);
            var result = Parse(new SourceFile(path, text), FormatOf(path), files);
            return result.Config is null && FormatOf(path) == ConfigFormat.Toml && !IsNamedToml(path) && LooksLikeCaddyfile(text)
                ? Failed(
                    DiagnosticCodes.Syntax,
                    $"{path} was read as TOML, and it looks like a Caddyfile",
                    "name it `Caddyfile` or give it a name that ends in `.caddyfile`")
                : result;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(
                DiagnosticCodes.FileNotFound,
                $"no config file at {path}; name one with --config PATH or FERROGATE_CONFIG, or make one: "
                + "two lines are enough, `http://localhost:8080` and `respond \"hello\"`",
                null);
        }
        catch (NotUtf8Exception exception)
        {
            return new(null, [new Diagnostic(Severity.Error, DiagnosticCodes.NotUtf8, exception.At, NotUtf8Exception.What, null)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Failed(DiagnosticCodes.FileUnreadable, $"cannot read the config file {path}: {exception.Message}", null);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="format">Its language.</param>
    /// <param name="files">Where files that it imports come from; without it only snippets can be imported.</param>
    public ConfigResult Parse(SourceFile source, ConfigFormat format, IConfigFiles? files = null)
    {
        var context = new ConfigContext(vocabulary, environment, files);
        var config = ReadConfig(source, format, context);

        // Rules run over what could be read of a broken config too: one round of corrections is enough then.
        if (config is not null)
            ConfigValidator.Validate(config, context);

        return new ConfigResult(context.Diagnostics.ErrorCount == 0 ? config : null, context.Diagnostics.InOrder());
    }

    private static GatewayConfig? ReadConfig(SourceFile source, ConfigFormat format, ConfigContext context)
    {
        context.Diagnostics.Reads(source);
        if (!context.Budget.TakeCharacters(source.Text.Length, null))
            return null;

        return format == ConfigFormat.Toml ? TomlReader.Read(source, context) : CaddyfileReader.Read(source, context);
    }

    /// <summary>A name that says Caddyfile is one, whatever its case; everything else is TOML.</summary>
    public static ConfigFormat FormatOf(string path)
    {
        var name = Path.GetFileName(path);
        return name.Equals("Caddyfile", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Caddyfile.", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".caddyfile", StringComparison.OrdinalIgnoreCase)
            ? ConfigFormat.Caddyfile
            : ConfigFormat.Toml;
    }

    private static bool IsNamedToml(string path) => path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase);

    // No line of TOML ends with an opening brace, and hardly a Caddyfile has none that does.
    private static bool LooksLikeCaddyfile(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.TrimEnd().EndsWith('{') && !line.TrimStart().StartsWith('#'))
                return true;
        }

        return false;
    }

    private static ConfigResult Failed(string code, string message, string? hint) =>
        new(null, [new Diagnostic(Severity.Error, code, null, message, hint)]);
}
