using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Tests.RoundTrip;

/// <summary>Every value of a model as text, by reflection and not by what the product knows of it; places are left out.</summary>
internal static class ModelText
{
    public static string Of(GatewayConfig config)
    {
        var text = new StringBuilder();
        Append(text, "", config);
        return text.ToString();
    }

    /// <summary>The properties that hold something, as <c>Type.Property</c>.</summary>
    public static void CollectWritten(object? value, HashSet<string> written)
    {
        switch (Unwrap(value))
        {
            case IEnumerable list and not string:
                foreach (var item in list)
                    CollectWritten(item, written);

                break;
            case { } model when IsModel(model.GetType()):
                foreach (var property in PropertiesOf(model.GetType()))
                {
                    var inner = property.GetValue(model);
                    if (HoldsSomething(inner))
                        written.Add($"{property.DeclaringType!.Name}.{property.Name}");

                    CollectWritten(inner, written);
                }

                break;
        }
    }

    /// <summary>Every property that a model can have.</summary>
    public static IEnumerable<string> AllProperties() =>
        from type in typeof(GatewayConfig).Assembly.GetTypes()
        where IsModel(type) && !type.IsAbstract
        from property in PropertiesOf(type)
        select $"{property.DeclaringType!.Name}.{property.Name}";

    private static void Append(StringBuilder text, string path, object? value)
    {
        switch (Unwrap(value))
        {
            case null:
                break;
            case IEnumerable list and not string:
                var i = 0;
                foreach (var item in list)
                    Append(text, $"{path}[{i++}]", item);

                break;
            case { } model when IsModel(model.GetType()):
                text.Append(path).Append(": ").Append(model.GetType().Name).Append('\n');
                foreach (var property in PropertiesOf(model.GetType()))
                    Append(text, $"{path}.{property.Name}", property.GetValue(model));

                break;
            case var scalar:
                text.Append(path).Append(" = ").Append(Convert.ToString(scalar, CultureInfo.InvariantCulture)).Append('\n');
                break;
        }
    }

    private static object? Unwrap(object? value) => value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Setting<>)
        ? type.GetProperty(nameof(Setting<>.Value))!.GetValue(value)
        : value;

    private static bool HoldsSomething(object? value) => value switch
    {
        null or "" => false,
        IEnumerable list and not string => list.Cast<object>().Any(),
        _ => true,
    };

    private static bool IsModel(Type type) =>
        type.Namespace?.StartsWith("FerroGate.Config.Model", StringComparison.Ordinal) == true && !type.IsEnum && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute));

    // What is computed from other properties has no setter.
    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType != typeof(SourceSpan) && (property.CanWrite || type == typeof(Model.Ai.SecretConfig)));
}
