using FerroGate.Config.Directives;
using FerroGate.Config.Json;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Validation;
using FerroGate.Config.Writing;
using FerroGate.Core.Resources;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Resources;

/// <summary>
/// The resources of the admin API as a part of the config: they say what a table of TOML says, are checked as one, and together with
/// what the file defines.
/// </summary>
/// <param name="vocabulary">The names that other parts of the program own.</param>
/// <param name="environment">The value of an environment variable; <c>null</c> where it is not set.</param>
public sealed class ConfigResources(Vocabulary vocabulary, Func<string, string?> environment)
{
    /// <summary>Reads what one resource says by itself.</summary>
    /// <returns>What it is called, and everything that is wrong with it.</returns>
    public (string? Id, IReadOnlyList<Diagnostic> Diagnostics) Read(ResourceKind kind, string json)
    {
        var context = new ConfigContext(vocabulary, environment);
        var ai = Add(new AiConfig(), [new StoredResource(kind, "", json, 0, default, default)], context);
        var id = context.Diagnostics.ErrorCount == 0 ? ResourceIds.Of(ai, kind).FirstOrDefault() : null;
        return (id, context.Diagnostics.InOrder());
    }

    /// <summary>
    /// The config of the file with the resources of the store behind what it defines of each kind. Where both call something by one name, the
    /// file counts.
    /// </summary>
    public ConfigResult Merge(ConfigResult file, IReadOnlyList<StoredResource> stored)
    {
        if (file.Config is not { } config || stored.Count == 0)
            return file;

        var context = new ConfigContext(vocabulary, environment);
        var merged = config with { Ai = Add(config.Ai, [.. stored.Where(resource => !IsHidden(config, resource))], context) };
        ConfigValidator.Validate(merged, context);

        // What the file says is not said again, as far as it is not wrong only together with the others.
        var known = file.Diagnostics.Select(found => (found.Code, found.Span, found.Message)).ToHashSet();
        IReadOnlyList<Diagnostic> all = [.. file.Diagnostics, .. context.Diagnostics.InOrder().Where(found => !known.Contains((found.Code, found.Span, found.Message)))];
        return new ConfigResult(context.Diagnostics.ErrorCount == 0 ? merged : null, all);
    }

    /// <summary>The file defines something else by its name, so that it is not in force.</summary>
    public static bool IsHidden(GatewayConfig file, StoredResource resource) => ResourceIds.Of(file.Ai, resource.Kind).Contains(resource.Id);

    /// <summary>What the resources of a kind say, in the order of the config, as JSON on one line without any secret.</summary>
    public static IReadOnlyList<(string Id, string Json)> Write(GatewayConfig config, ResourceKind kind)
    {
        var name = ResourceKindNames.ManyOf(kind);
        var entries = AiParts.Shape.Write(config.Ai, ConfigFormat.Toml).Where(entry => entry.Name == name);
        return [.. ResourceIds.Of(config.Ai, kind).Zip(entries, (id, entry) => (id, JsonConfigWriter.Write(entry.Block ?? [], indented: false).TrimEnd()))];
    }

    private static AiConfig Add(AiConfig ai, IReadOnlyList<StoredResource> stored, ConfigContext context)
    {
        var entries = new List<OptionEntry>();
        foreach (var resource in stored)
        {
            var (one, many) = (ResourceKindNames.Of(resource.Kind), ResourceKindNames.ManyOf(resource.Kind));
            var source = new SourceFile(resource.Id.Length == 0 ? one : $"{one} {resource.Id}", resource.Json);
            context.Diagnostics.Reads(source);
            if (JsonEntries.Read(source, context.Diagnostics) is { } block)
                entries.Add(new OptionEntry(many, source.Lines.Span(0, 1), [], EntryForm.Table) { Block = block, IsItem = true });
        }

        var whole = new OptionEntry("store", default, [], EntryForm.Table) { Block = entries, IsWhole = true };
        return AiParts.Shape.Read(ai, whole, context) ?? ai;
    }
}
