interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly use: (value: string) => void;
}

export const TextField = ({ label, value, use }: TextProps) => (
  <label>
    {label} <input value={value} onInput={({ currentTarget }) => use(currentTarget.value)} required />
  </label>
);

export const NumberField = ({ label, value, use }: TextProps) => (
  <label>
    {label}{' '}
    <input
      type="number"
      step="any"
      value={value}
      onInput={({ currentTarget }) => use(currentTarget.value)}
      required
    />
  </label>
);

interface SelectProps extends TextProps {
  readonly options: readonly (readonly [value: string, title: string])[];
}

export const SelectField = ({ label, value, use, options }: SelectProps) => (
  <label>
    {label}{' '}
    <select value={value} onChange={({ currentTarget }) => use(currentTarget.value)}>
      {options.map(([id, title]) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  </label>
);
