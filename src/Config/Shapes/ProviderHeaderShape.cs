using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A header that every request to a provider has.</summary>
internal static class ProviderHeaderShape
{
    public static Shape<ProviderHeaderConfig> Shape { get; } = new Shape<ProviderHeaderConfig>(Arguments.InOrder("name", "value"))
        .Value("name", HeaderNameForm.Value, header => header.Name, (header, name) => header with { Name = name },
            "The header.", OptionPlace.Line, required: true)
        .Value("value", Forms.Secret, header => header.Value, (header, value) => header with { Value = value },
            "Its value, or the variable or file that holds it.", OptionPlace.Line, required: true);
}
