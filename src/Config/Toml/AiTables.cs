using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary><c>[[providers]]</c>, <c>[[models]]</c> and <c>[[api_keys]]</c>.</summary>
internal static class AiTables
{
    public static IReadOnlyList<ProviderConfig> Providers(TomlEntry entry, ConfigContext context) =>
        Read(
            entry,
            ["name"],
            ProviderOptions.TomlTable,
            static nothing => new ProviderConfig { Name = nothing },
            static provider => [provider.Name],
            context);

    public static IReadOnlyList<ModelConfig> Models(TomlEntry entry, ConfigContext context) =>
        Read(
            entry,
            ["name", "provider", "provider_model"],
            ModelOptions.TomlTable,
            static nothing => new ModelConfig { Name = nothing, Provider = nothing, ProviderModel = nothing },
            static model => [model.Name, model.Provider, model.ProviderModel],
            context);

    public static IReadOnlyList<ApiKeyConfig> ApiKeys(TomlEntry entry, ConfigContext context) =>
        Read(
            entry,
            ["id"],
            ApiKeyOptions.TomlTable,
            static nothing => new ApiKeyConfig { Id = nothing },
            static key => [key.Id],
            context);

    private static List<T> Read<T>(
        TomlEntry entry,
        IReadOnlyList<string> required,
        OptionTable<T> options,
        Func<Setting<string>, T> empty,
        Func<T, Setting<string>[]> names,
        ConfigContext context)
    {
        var read = new List<T>();
        if (entry.Value is not TomlArray array)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.WrongType, entry.KeySpan, $"`{entry.Key}` must be an array of tables", $"write [[{entry.Key}]]");
            return read;
        }

        foreach (var item in array.Items)
        {
            if (item is not TomlTable table)
            {
                context.Diagnostics.Error(DiagnosticCodes.WrongType, item.Span, $"`{entry.Key}` holds tables and nothing else");
                continue;
            }

            var errors = context.Diagnostics.ErrorCount;
            foreach (var key in required.Where(key => table.Find(key) is null))
                context.Diagnostics.Error(DiagnosticCodes.MissingOption, table.Span, $"`{key}` is missing in this `{entry.Key}`");

            var target = options.Read(empty(new Setting<string>("", table.Span)), TomlOptions.Of(table), entry.Key, context);
            if (context.Diagnostics.ErrorCount > errors)
                context.MarkIncomplete(names(target)[0].Span);

            // Without its names nothing can refer to it, and it can refer to nothing.
            if (names(target).All(name => name.Value.Length > 0))
                read.Add(target);
        }

        return read;
    }
}
